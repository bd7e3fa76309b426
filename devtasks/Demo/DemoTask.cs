using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Lab;
using Hopguard.Tasks;

namespace Hopguard.DevTasks.Demo;

/// <summary>The whole upgrade on a lab deployment: brought up, filled, upgraded by this very program as a user would call it, compared, and taken down again.</summary>
[TaskName("Demo")]
[Category("Development")]
[TaskDescription("Builds a CVAT-shaped lab deployment, upgrades it from 2.2.0 to 2.3.0 as a user would, shows what happened and takes it down again")]
public sealed class DemoTask : AsyncFrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        void Say(string line) => context.Information("lab: {0}", line);
        var folder = Path.Combine(Path.GetTempPath(), $"hopguard-demo-{Environment.ProcessId}");
        await using var engine = await LabEngine.StartAsync(Say, context.Cancellation);
        await using var deployment = await LabDeployment.CreateAsync(engine, folder, LabSize.Small, Say, cancellation: context.Cancellation);
        var before = await deployment.CensusAsync();
        var (archive, sha256) = deployment.Archive;
        await HostAgain.RunAsync(
            context.Entrance, engine.Environment, context.Cancellation,
            "--target=UpgradeCvat", "--to=2.3.0", $"--deployment={deployment.Source}", $"--source={archive}", $"--source-sha256={sha256}");
        await ShowAsync(context, deployment, before);
        await HostAgain.RunAsync(context.Entrance, engine.Environment, context.Cancellation, "--target=StatusCvat", $"--deployment={deployment.Source}");
        Say("taking the deployment down");
    }

    private static async Task ShowAsync(HopguardContext context, LabDeployment deployment, IReadOnlyDictionary<string, string> before)
    {
        var version = await deployment.AwaitAsync(context.Cancellation);
        var after = await deployment.CensusAsync();
        var lost = before.Keys.Where(key => !after.ContainsKey(key)).ToList();
        var changed = before.Where(entry => after.TryGetValue(entry.Key, out var now) && now != entry.Value).Select(entry => entry.Key).ToList();
        context.Information(
            "lab: the server tells version {0}; of {1} things that the lab's own SQL had counted before, {2} are equal, {3} were written to since, {4} are gone",
            version, before.Count, before.Count - changed.Count - lost.Count, changed.Count, lost.Count);
        context.Information("lab: written to since (by the application while it ran, and by its migrations): {0}", string.Join(", ", changed));
        if (version != "2.3.0" || lost.Count > 0)
            throw new HopguardException($"The upgrade of the demo lost {string.Join(", ", lost.Take(5))}, or ended at version {version}", "Please report it with the output above");
    }
}
