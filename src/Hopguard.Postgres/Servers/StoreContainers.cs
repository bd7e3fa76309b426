using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Postgres.Servers;

/// <summary>Finds the container of a service now: a new version may have given it another name.</summary>
internal static class StoreContainers
{
    /// <summary>The container of the service in the deployment's project.</summary>
    public static async Task<ContainerState> FindAsync(IContainerEngine engine, string service, StepContext context, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string?>(StringComparer.Ordinal) { ["com.docker.compose.project"] = context.Before.Project, ["com.docker.compose.service"] = service };
        var found = await engine.ListContainersAsync(labels, cancellationToken);
        return found.FirstOrDefault(container => container.IsAlive)
            ?? found.FirstOrDefault()
            ?? throw new HopguardException($"Service '{service}' of project '{context.Before.Project}' has no container");
    }
}
