using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;

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

        var now = await services.Deployment.InspectAsync(run.Application, run.Options, cancellationToken);
        RequireSameVolumes(before, now);
        return MissingService(before, now);
    }

    // No waiting mends this.
    private static void RequireSameVolumes(DeploymentSnapshot before, DeploymentSnapshot now)
    {
        foreach (var (name, store) in before.Stores)
        {
            if (now.Stores.GetValueOrDefault(name)?.Volume != store.Volume)
                throw new HopguardException($"Store '{name}' is on volume '{now.Stores.GetValueOrDefault(name)?.Volume}' after the rollback instead of '{store.Volume}'");
        }
    }

    // A task that happened to run when the upgrade began ends some time, and then has nothing to run for. One that is to be restarted has not ended.
    private static bool IsDone(ServiceSnapshot before, ServiceSnapshot now) => now.HasDoneItsTask && before.RestartPolicy == now.RestartPolicy;

    private static string? MissingService(DeploymentSnapshot before, DeploymentSnapshot now)
    {
        foreach (var service in before.Services.Where(service => service.WasRunning))
        {
            if (!now.Services.Any(other => other.Service == service.Service && other.ImageId == service.ImageId && (other.WasRunning || IsDone(service, other))))
                return $"Service '{service.Service}' does not run from the image it ran from before the upgrade ('{service.Image}')";
        }

        return null;
    }
}
