using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;
using ComposeProject = Hopguard.Engine.Ports.ComposeProject;

namespace Hopguard.Docker.Compose;

/// <summary>An installation that runs as a compose project.</summary>
public sealed class ComposeDeployment(IContainerEngine engine, ICompose compose) : IDeployment, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Tries = 5;

    // Containers are on this host: a proxy would not know their addresses.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <inheritdoc />
    public async Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken)
    {
        var containers = await new ProjectLookup(engine).FindAsync(options, cancellationToken);
        var project = new ComposeProject(containers[0].Project!, options.DeploymentFolder, ProjectLookup.FilesOf(containers, options));
        var stores = await FindStoresAsync(application, project, containers, cancellationToken);
        return new DeploymentSnapshot
        {
            Project = project.Name,
            Folder = project.Folder,
            ComposeFiles = project.Files,
            EngineId = (await engine.DescribeAsync(cancellationToken)).Id,
            Version = await RequireVersionAsync(application, project.Name, cancellationToken),
            Services = [.. containers.Select(Describe)],
            Stores = stores,
        };
    }

    /// <inheritdoc />
    public async Task<string?> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken);
        var asked = containers.FirstOrDefault(container =>
            container.Service == application.Version.Service && container.Status == "running" && !ComposeLabels.IsOneOff(container));
        return asked is null ? null : await new VersionReader(_http).ReadAsync(application.Version, asked, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static ServiceSnapshot Describe(ContainerState container) =>
        new(container.Service!, container.Name, container.Image, container.ImageId, container.IsAlive, container.RestartPolicy);

    private async Task<Dictionary<string, StoreSnapshot>> FindStoresAsync(
        Application application, ComposeProject project, IReadOnlyList<ContainerState> containers, CancellationToken cancellationToken)
    {
        var lookup = new StoreLookup(engine, token => compose.ConfigAsync(project, token));
        var stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal);

        // A cache whose service this release or this deployment does not have is nobody's loss.
        var wanted = application.Stores.Values.Where(store => !store.Disposable || containers.Any(container => container.Service == store.Service));
        foreach (var store in wanted.OrderBy(store => store.Name, StringComparer.Ordinal))
            stores[store.Name] = await lookup.FindAsync(store, containers, cancellationToken);

        return stores;
    }

    private async Task<string> RequireVersionAsync(Application application, string project, CancellationToken cancellationToken)
    {
        for (var left = Tries; left > 0; left--)
        {
            if (await ReadVersionAsync(application, project, cancellationToken) is { } version)
                return version;

            await Task.Delay(Pause, cancellationToken);
        }

        throw new HopguardException(
            $"Service '{application.Version.Service}' of project '{project}' does not answer on port {application.Version.Port}, so the installed version is not known",
            "Start the deployment and wait until it answers, then run the same command again");
    }
}
