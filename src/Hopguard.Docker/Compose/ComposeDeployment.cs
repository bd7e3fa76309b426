using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using ComposeProject = Hopguard.Containers.Ports.ComposeProject;

namespace Hopguard.Docker.Compose;

/// <summary>An installation that runs as a compose project.</summary>
public sealed class ComposeDeployment(IContainerEngine engine, ICompose compose, IEnumerable<IStoreProbe> probes, ReferencedSettings settings, IExternalServers? externals = null) : IDeployment, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Tries = 5;

    private readonly ProbeClient _client = new(settings);

    /// <inheritdoc />
    public async Task<string> FindProjectAsync(Application application, RunOptions options, CancellationToken cancellationToken) =>
        (await new ProjectLookup(engine).FindAsync(options, cancellationToken))[0].Project!;

    /// <inheritdoc />
    public Task<DeploymentOutline> OutlineAsync(Application application, string project, DeploymentSnapshot? before, CancellationToken cancellationToken) =>
        new OutlineLookup(engine).LookAsync(application, project, before, cancellationToken);

    /// <inheritdoc />
    public DeploymentContents ContentsOf(DeploymentSnapshot snapshot) => ContainerDetails.Of(snapshot).ToContents();

    /// <inheritdoc />
    public string? FindDifference(DeploymentSnapshot before, DeploymentSnapshot now) => now.DifferenceFrom(before);

    /// <inheritdoc />
    public async Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken)
    {
        var containers = await new ProjectLookup(engine).FindAsync(options, cancellationToken);
        var elsewhere = ExternalDatabases.Find(application, containers);
        var project = new ComposeProject(containers[0].Project!, options.DeploymentFolder, ProjectLookup.FilesOf(containers, options));
        // What somebody typed is known to be wrong before a run is begun with it.
        if (options.ComposeFiles is not null)
            ComposeCli.RequireFiles(project);
        var lookup = new StoreLookup(engine, token => compose.ConfigAsync(project, token));
        var services = containers.Select(container => container.Service!).ToHashSet(StringComparer.Ordinal);
        // Those that come or go with a release can only be asked for when it is known which one this is.
        var stores = await FindStoresAsync(application.Stores.Values.Where(store => store is { Since: null, Until: null } && (services.Contains(store.Service) || elsewhere.ContainsKey(store.Name))));

        // What the installed release should have and has no container is asked for as well, and found missing.
        var version = await RequireVersionAsync(application, project.Name, cancellationToken);
        foreach (var (name, store) in await FindStoresAsync(InstalledStores.Of(application, version, services).Where(store => !stores.ContainsKey(store.Name))))
            stores[name] = store;

        return new ContainerDetails { ComposeFiles = project.Files, Services = [.. containers.Select(Describe)], Stores = stores }.AddTo(new DeploymentSnapshot
        {
            Project = project.Name,
            Folder = project.Folder,
            EngineId = (await engine.DescribeAsync(cancellationToken)).Id,
            Version = version,
            Majors = await ReadMajorsAsync(application, stores, project, cancellationToken),
            External = elsewhere.ToDictionary(store => store.Key, store => $"service '{store.Value.Service}' connects to '{store.Value.Host}:{store.Value.Port}' ({store.Value.Variable})", StringComparer.Ordinal),
        });

        async Task<Dictionary<string, StoreSnapshot>> FindStoresAsync(IEnumerable<Store> wanted)
        {
            var found = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal);
            foreach (var store in wanted.OrderBy(store => store.Name, StringComparer.Ordinal))
            {
                found[store.Name] = elsewhere.GetValueOrDefault(store.Name) is { } external
                    ? new StoreSnapshot(store.Service, string.Empty, null, null) { External = await new ExternalAddress(engine).FindAsync(application, external, containers, cancellationToken) }
                    : await lookup.FindAsync(store, containers, cancellationToken);
            }

            return found;
        }
    }

    /// <inheritdoc />
    public Task<bool> InstallWhereNothingIsAsync(Application application, RunOptions options, DeploymentSnapshot like, CancellationToken cancellationToken) =>
        new NewInstallation(engine, compose, TimeProvider.System, project => ReadVersionAsync(application, project, cancellationToken)).MakeAsync(application, options, like, cancellationToken);

    /// <inheritdoc />
    public async Task<VersionReading> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken) =>
        await new VersionReader(engine, _client, probes).ReadAsync(application, await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    // Whoever needs the major refuses without it; whoever does not need it is not kept from working by a server that is busy. Of an external server nothing can be done without it.
    private async Task<Dictionary<string, int>> ReadMajorsAsync(Application application, Dictionary<string, StoreSnapshot> stores, ComposeProject project, CancellationToken cancellationToken)
    {
        var majors = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, store) in stores)
        {
            if (store.External is { } server)
            {
                majors[name] = externals is null ? throw new InvalidOperationException("Nothing here can ask external databases") : await externals.ReadMajorAsync(new ExternalStore(application.Stores[name], server, project), cancellationToken);
                continue;
            }

            try
            {
                if (application.Stores[name].Kind == StoreKind.PostgreSql && probes.FirstOrDefault(probe => probe.Kind == StoreKind.PostgreSql) is { } probe)
                    majors[name] = await probe.ReadMajorAsync(store.Container, cancellationToken);
            }
            catch (HopguardException)
            {
            }
        }

        return majors;
    }

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
