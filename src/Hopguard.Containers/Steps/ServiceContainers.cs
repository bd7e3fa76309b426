using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Steps;

/// <summary>
/// Finds the container of a service as it is now. A name that was found when the run began does not outlive the container: compose 1 made <c>app_db_1</c>, and
/// what is made again in its place is <c>app-db-1</c>.
/// </summary>
public static class ServiceContainers
{
    /// <summary>The container of the service in the deployment's project, one that runs before one that does not; null when there is none.</summary>
    public static async Task<ContainerState?> FindOrNullAsync(IContainerEngine engine, string service, StepContext context, CancellationToken cancellationToken)
    {
        var found = (await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project, service), cancellationToken)).Where(container => !ComposeLabels.IsOneOff(container)).ToList();
        return found.Find(container => container.IsAlive) ?? found.FirstOrDefault();
    }

    /// <summary>The container of the service in the deployment's project, one that runs before one that does not.</summary>
    /// <exception cref="HopguardException">There is none.</exception>
    public static async Task<ContainerState> FindAsync(IContainerEngine engine, string service, StepContext context, CancellationToken cancellationToken) =>
        await FindOrNullAsync(engine, service, context, cancellationToken)
        ?? throw new HopguardException($"Service '{service}' of project '{context.Before.Project}' has no container", "Look at 'docker ps --all' and at the service's compose file");
}
