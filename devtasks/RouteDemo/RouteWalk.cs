using Cake.Common.Diagnostics;
using Hopguard.DevTasks.Demo;
using Hopguard.Engine;
using Hopguard.Lab;
using Hopguard.Tasks;

namespace Hopguard.DevTasks.RouteDemo;

/// <summary>The commands of a route, typed at a lab deployment, and what has to be true behind them.</summary>
internal sealed class RouteWalk(HopguardContext context, LabDeployment deployment, RouteHoldings before, Random random)
{
    /// <summary>The folder with the archives of all releases on the way.</summary>
    public string Source => $"--source={deployment.Archives}";

    // The compose files of 2.24.0 and later name the project otherwise than the folder does.
    private string[] Place => [$"--deployment={deployment.Source}", $"--project={deployment.Start.Project}"];

    /// <summary>Runs a command to its end.</summary>
    public Task RunAsync(params string[] arguments) => HostAgain.RunAsync(context.Entrance, deployment.Engine.Environment, context.Cancellation, [.. arguments, .. Place]);

    /// <summary>Runs a command to its end over so many kills, each at an instant that nobody chose.</summary>
    public async Task RunOverKillsAsync(int kills, params string[] arguments)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            var after = TimeSpan.FromSeconds(3 + random.NextDouble() * 15);
            if (await HostAgain.KilledAsync(context.Entrance, deployment.Engine.Environment, after, context.Cancellation, [.. arguments, .. Place]))
                return;
        }

        await RunAsync(arguments);
    }

    /// <summary>That version runs and holds all that the start held, but for what migrations take away.</summary>
    public async Task ShouldHoldAllAsync(string version) => Require(version, await deployment.AwaitAsync(context.Cancellation), await before.MissingAsync(deployment));

    /// <summary>The first version runs and nothing is different.</summary>
    public async Task ShouldBeAsAtTheStartAsync() => Require(deployment.Start.Version, await deployment.AwaitAsync(context.Cancellation), await before.DifferencesAsync(deployment));

    private void Require(string wanted, string runs, IReadOnlyList<string> differences)
    {
        context.Information("lab: version {0} answers; {1} tables and {2} files compared with the start, {3} differences", runs, before.Digest.Count, before.Files.Count, differences.Count);
        foreach (var difference in differences.Take(20))
            context.Information("lab: {0}", difference);
        if (runs != wanted || differences.Count > 0)
            throw new HopguardException($"Version {runs} runs where {wanted} was expected, with {differences.Count} differences", "Please report it with the output above");
    }
}
