using System.ComponentModel;
using System.Globalization;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Lab;
using Hopguard.Tasks;

namespace Hopguard.DevTasks.RouteDemo;

/// <summary>A whole route of CVAT on a real engine: up in one go over kills, back to the start over kills, and up again with a stop at every release that changes much; all data is compared each time.</summary>
[TaskName("RouteDemo")]
[Category("Development")]
[TaskDescription("Takes a CVAT-shaped lab deployment from 1.7.0 to 2.48.1 as a user would, kills it on the way, takes it back to the start and up again stop by stop, and compares all data each time")]
public sealed class RouteDemoTask : AsyncFrostingTask<HopguardContext>
{
    private const int Kills = 5;
    private const string Goal = "2.48.1";

    // Each changes something that the one before has otherwise: the base image, workers and ClickHouse, the two Redis, the project's name, the export cache, kvrocks, the squashed migrations.
    private static readonly string[] Stops = ["2.3.0", "2.4.9", "2.10.3", "2.24.0", "2.26.1", "2.40.1"];
    private static readonly LabStart Start = new("1.7.0", "annotation", ["2.2.0", .. Stops, Goal]);

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        void Say(string line) => context.Information("lab: {0}", line);
        var seed = Environment.GetEnvironmentVariable("HOPGUARD_LAB_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        Say($"HOPGUARD_LAB_SEED={seed}");
        await using var engine = await LabEngine.StartAsync(Say, context.Cancellation);
        await using var deployment = await LabDeployment.CreateAsync(engine, Path.Combine(Path.GetTempPath(), $"hopguard-route-{Environment.ProcessId}"), Start, LabSize.Small, Say, context.Cancellation);
        var walk = new RouteWalk(context, deployment, await RouteHoldings.OfAsync(deployment), new Random(seed));

        await walk.RunOverKillsAsync(Kills, "--target=UpgradeCvat", $"--to={Goal}", walk.Source);
        await walk.ShouldHoldAllAsync(Goal);

        await walk.RunOverKillsAsync(2, "--target=RollbackCvat");
        await walk.ShouldBeAsAtTheStartAsync();

        foreach (var stop in Stops.Append(Goal))
        {
            string[] upgrade = ["--target=UpgradeCvat", $"--to={Goal}", $"--stop-at={string.Join(',', Stops)}", walk.Source];
            await walk.RunAsync(upgrade);
            await walk.ShouldHoldAllAsync(stop);
            await walk.RunAsync([.. upgrade, "--accept"]);
        }

        await walk.RunAsync("--target=UpgradeCvat", "--delete-retired");
        await walk.RunAsync("--target=StatusCvat");
        Say("taking the deployment down");
    }
}
