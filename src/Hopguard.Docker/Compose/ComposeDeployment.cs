using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using ComposeProject = Hopguard.Containers.Ports.ComposeProject;

namespace Hopguard.Docker.Compose;

/// <summary>An installation that runs as a compose project.</summary>
public sealed class ComposeDeployment(IContainerEngine engine, ICompose compose, IEnumerable<IStoreProbe> probes, ReferencedSettings settings) : IDeployment, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Tries = 5;

    private readonly ProbeClient _client = new(settings);

    /// <inheritdoc />
    public async Task<string> FindProjectAsync(RunOptions options, CancellationToken cancellationToken) =>
        (await new ProjectLookup(engine).FindAsync(options, cancellationToken))[0].Project!;

    /// <inheritdoc />
    public Task<DeploymentOutline> OutlineAsync(Application application, string project, CancellationToken cancellationToken) =>
        new OutlineLookup(engine).LookAsync(application, project, cancellationToken);

    /// <inheritdoc />
    public async Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken)
    {
        var containers = await new ProjectLookup(engine).FindAsync(options, cancellationToken);
        var project = new ComposeProject(containers[0].Project!, options.DeploymentFolder, ProjectLookup.FilesOf(containers, options));
        var lookup = new StoreLookup(engine, token => compose.ConfigAsync(project, token));
        var services = containers.Select(container => container.Service!).ToHashSet(StringComparer.Ordinal);
        // Those that come or go with a release can only be asked for when it is known which one this is.
        var stores = await FindStoresAsync(application.Stores.Values.Where(store => store is { Since: null, Until: null } && services.Contains(store.Service)));

        // What the installed release should have and has no container is asked for as well, and found missing.
        var version = await RequireVersionAsync(application, project.Name, cancellationToken);
        foreach (var (name, store) in await FindStoresAsync(InstalledStores.Of(application, version, services).Where(store => !stores.ContainsKey(store.Name))))
            stores[name] = store;

        return new DeploymentSnapshot
        {
            Project = project.Name,
            Folder = project.Folder,
            ComposeFiles = project.Files,
            EngineId = (await engine.DescribeAsync(cancellationToken)).Id,
            Version = version,
            Services = [.. containers.Select(Describe)],
            Stores = stores,
        };

        async Task<Dictionary<string, StoreSnapshot>> FindStoresAsync(IEnumerable<Store> wanted)
        {
            var found = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal);
            foreach (var store in wanted.OrderBy(store => store.Name, StringComparer.Ordinal))
                found[store.Name] = await lookup.FindAsync(store, containers, cancellationToken);

            return found;
        }
    }

    /// <inheritdoc />
    public async Task<VersionReading> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken) =>
        await new VersionReader(engine, _client, probes).ReadAsync(application, await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static ServiceSnapshot Describe(ContainerState container) =>
        new(container.Service!, container.Name, container.Image, container.ImageId, container.IsAlive, container.RestartPolicy, container.HasDoneItsTask);

    private async Task<string> RequireVersionAsync(Application application, string project, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            var reading = await ReadVersionAsync(application, project, cancellationToken);
            if (reading.Version is { } version)
                return version;

            if (left == 1)
                throw new HopguardException($"The installed version of project '{project}' is not known: {reading.Trouble}", reading.Remedy);

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
