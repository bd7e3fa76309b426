using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Claims;

/// <summary>Looks at the claims on an engine, without taking one.</summary>
/// <param name="engine">The engine.</param>
public sealed class ClaimLookup(IContainerEngine engine)
{
    /// <summary>The claim on a deployment, found by its project where that is known, else by its folder.</summary>
    /// <param name="project">The compose project; null when it is not known.</param>
    /// <param name="deploymentFolder">The deployment's folder; links are resolved.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<ClaimState> FindAsync(string? project, string deploymentFolder, CancellationToken cancellationToken)
    {
        var folder = RealPath.Of(deploymentFolder);
        bool IsMeant(ClaimRecord record) => project is null ? record.DeploymentFolder == folder : record.Project == project;

        var containers = await engine.ListContainersAsync(ClaimRecord.Any, cancellationToken);
        var volumes = await engine.ListVolumesAsync(ClaimRecord.Any, cancellationToken);
        return new ClaimState(
            containers.Where(container => container.IsAlive).Select(container => ClaimRecord.From(container.Labels)).OfType<ClaimRecord>().FirstOrDefault(IsMeant),
            volumes.Select(volume => ClaimRecord.From(volume.Labels)).OfType<ClaimRecord>().FirstOrDefault(IsMeant));
    }
}
