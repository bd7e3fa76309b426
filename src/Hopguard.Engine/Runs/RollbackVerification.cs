using Hopguard.Engine.Formatting;

namespace Hopguard.Engine.Runs;

/// <summary>Looks whether the version before runs again as it ran before the upgrade: its answer, its volumes, its services and their images.</summary>
internal sealed class RollbackVerification(RunServices services, Run run)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until everything is as before.</summary>
    /// <exception cref="HopguardException">A store lies elsewhere, or the services are not back within the operator's timeLimit.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var deadline = services.Clock.GetUtcNow() + run.Options.StartupTimeout;
        while (await DifferenceAsync(cancellationToken) is { } difference)
        {
            if (services.Clock.GetUtcNow() > deadline)
                throw new HopguardException($"{difference} {Durations.Of(run.Options.StartupTimeout)} after the rollback");

            await Task.Delay(Pause, services.Clock, cancellationToken);
        }
    }

    private async Task<string?> DifferenceAsync(CancellationToken cancellationToken)
    {
        var before = run.Start.Before;
        if ((await services.Deployment.ReadVersionAsync(run.Application, before.Project, cancellationToken)).Version != before.Version)
            return $"Version {before.Version} of project '{before.Project}' does not answer";

        return services.Deployment.FindDifference(before, await services.Deployment.InspectAsync(run.Application, run.Options, cancellationToken));
    }
}
