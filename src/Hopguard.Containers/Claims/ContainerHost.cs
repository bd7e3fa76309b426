using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Claims;

/// <summary>A container engine as what deployments run on.</summary>
/// <param name="engine">The engine.</param>
/// <param name="clock">The clock.</param>
public sealed class ContainerHost(IContainerEngine engine, TimeProvider clock) : IDeploymentHost
{
    /// <inheritdoc />
    public async Task<string> FindIdAsync(CancellationToken cancellationToken) => (await engine.DescribeAsync(cancellationToken)).Id;

    /// <inheritdoc />
    public HopguardException Elsewhere(string runId, string begun, string now) => new(
        $"Run '{runId}' belongs to a deployment on another engine ('{begun}', this one is '{now}')", "Point DOCKER_HOST at the engine on which the run was begun");

    /// <inheritdoc />
    public async Task<ClaimState> FindClaimAsync(string? project, string deploymentFolder, CancellationToken cancellationToken)
    {
        var folder = RealPath.Of(deploymentFolder);
        bool IsMeant(ClaimRecord record) => project is null ? record.DeploymentFolder == folder : record.Project == project;

        var containers = await engine.ListContainersAsync(ClaimLabels.Any, cancellationToken);
        var volumes = await engine.ListVolumesAsync(ClaimLabels.Any, cancellationToken);
        return new ClaimState(
            containers.Where(container => container.IsAlive).Select(container => ClaimLabels.Read(container.Labels)).OfType<ClaimRecord>().FirstOrDefault(IsMeant),
            volumes.Select(volume => ClaimLabels.Read(volume.Labels)).OfType<ClaimRecord>().FirstOrDefault(IsMeant));
    }

    /// <inheritdoc />
    public async Task<IDeploymentClaim> ClaimAsync(ClaimRecord record, IReadOnlyList<string> images, CancellationToken cancellationToken) =>
        await DeploymentClaim.TakeAsync(engine, record, images, clock, cancellationToken);

    /// <inheritdoc />
    public async Task RemoveToolsAsync(string project, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string?>(StringComparer.Ordinal) { [EngineLabels.Tool] = null, [EngineLabels.Project] = project };
        foreach (var tool in await engine.ListContainersAsync(labels, cancellationToken))
            await engine.RemoveContainerAsync(tool.Id, cancellationToken);
        await engine.EndProgramsAsync(project, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<MadeObjects> FindMadeAsync(string project, string runId, CancellationToken cancellationToken)
    {
        // The claim of a route names the run of its first hop; those of later hops say that they belong to it.
        var (containers, volumes) = (new List<string>(), new List<string>());
        foreach (var by in new[] { EngineLabels.Run, EngineLabels.Route })
        {
            var labels = new Dictionary<string, string?>(StringComparer.Ordinal) { [EngineLabels.Project] = project, [by] = runId };
            containers.AddRange((await engine.ListContainersAsync(labels, cancellationToken)).Where(container => !container.Labels.ContainsKey(EngineLabels.Tool)).Select(container => container.Name).Except(containers, StringComparer.Ordinal));
            volumes.AddRange((await engine.ListVolumesAsync(labels, cancellationToken)).Select(volume => volume.Name).Except(volumes, StringComparer.Ordinal));
        }

        var removal = new List<string>();
        if (containers.Count > 0)
            removal.Add($"docker rm --force --volumes {string.Join(' ', containers)}");
        if (volumes.Count > 0)
            removal.Add($"docker volume rm {string.Join(' ', volumes)}");

        return new MadeObjects([.. containers, .. volumes], removal);
    }

    /// <inheritdoc />
    /// <remarks>A database on a server outside of the project is not looked for: whoever keeps it there is told of it.</remarks>
    public async Task<bool> HasAsync(string place, CancellationToken cancellationToken) => ExternalServer.IsNamedIn(place)
        || (Path.IsPathRooted(place) ? Directory.Exists(place) : await engine.FindVolumeAsync(place, cancellationToken) is not null);

    /// <inheritdoc />
    public async Task<IReadOnlyList<LiveService>> ListServicesAsync(Application application, string project, CancellationToken cancellationToken)
    {
        return
        [
            .. (await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken))
                .Where(container => container.Service is not null && !ComposeLabels.IsOneOff(container))
                .Select(container => new LiveService(container.Service!, container.Name, container.Status, container.Image)),
        ];
    }
}
