using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Engine.Tests.Model;

/// <summary>The deployment of the model, found by its containers as a real one is.</summary>
internal sealed class ModelDeployment(ModelWorld world, string project, IReadOnlyList<string> files) : IDeployment
{
    public bool IsServerSilent { get; set; }

    public Task<string> FindProjectAsync(Application application, RunOptions options, CancellationToken cancellationToken) => Task.FromResult(project);

    public Task<DeploymentOutline> OutlineAsync(Application application, string name, DeploymentSnapshot? before, CancellationToken cancellationToken) => Task.FromResult(new DeploymentOutline(["model"], []));

    public DeploymentContents ContentsOf(DeploymentSnapshot snapshot) => ContainerDetails.Of(snapshot).ToContents();

    public string? FindDifference(DeploymentSnapshot before, DeploymentSnapshot now) => now.DifferenceFrom(before);

    public async Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken)
    {
        var containers = world.Now.Containers.Values.Where(container => container.Project == project).ToList();
        var version = (await ReadVersionAsync(application, project, cancellationToken)).Version ?? throw new HopguardException("No version answers");
        var stores = InstalledStores.Of(application, version, containers.Select(container => container.Service!).ToHashSet(StringComparer.Ordinal));
        return new ContainerDetails
        {
            ComposeFiles = files,
            Services = [.. containers.Select(container => new ServiceSnapshot(container.Service!, container.Name, container.Image, container.ImageId, container.IsAlive, container.RestartPolicy))],
            Stores = stores.ToDictionary(store => store.Name, store => Find(store, containers), StringComparer.Ordinal),
        }.AddTo(new DeploymentSnapshot
        {
            Project = project,
            Folder = options.DeploymentFolder,
            EngineId = "model",
            Version = version,
            Majors = stores.Where(store => !IsServerSilent && store.Kind == StoreKind.PostgreSql).Select(store => (store.Name, world[Find(store, containers).Volume!]?.Major)).Where(store => store.Major is not null)
                .ToDictionary(store => store.Name, store => store.Major!.Value, StringComparer.Ordinal),
        });
    }

    // As a version is read: by each probe, and believed of those that are read so.
    public Task<VersionReading> ReadVersionAsync(Application application, string name, CancellationToken cancellationToken) => Task.FromResult(application.Probes
        .SelectMany(probe => world.Now.Containers.Values.Where(container => container.Project == project && container.Service == probe.Service && container.IsAlive).Take(1)
            .Select(server => server.Image[(server.Image.LastIndexOf(':') + 1)..]).Where(tag => application.ProbeOf(application.FindRelease(tag)?.Version) == probe))
        .Select(VersionReading.Of).FirstOrDefault() ?? VersionReading.None("nothing answers"));

    private StoreSnapshot Find(Store store, List<ContainerState> containers)
    {
        var container = containers.Find(candidate => candidate.Service == store.Service && candidate.IsAlive) ?? throw new HopguardException($"Service '{store.Service}' of store '{store.Name}' does not run");
        return new StoreSnapshot(store.Service, container.Name, store.Volume is null ? null : $"{project}_{store.Volume}", "/" + store.Name);
    }
}

/// <summary>A server of the model answers when its container runs, and has no clients but those that run.</summary>
internal sealed class ModelProbe(ModelWorld world) : IStoreProbe
{
    public StoreKind Kind => StoreKind.PostgreSql;

    public Task WaitUntilReadyAsync(string container, TimeSpan timeLimit, IProgress<StepProgress> progress, CancellationToken cancellationToken) =>
        world.Now.Containers.GetValueOrDefault(container) is { IsAlive: true } ? Task.CompletedTask : throw new HopguardException($"Server '{container}' does not answer");

    public Task<int> ReadMajorAsync(string container, CancellationToken cancellationToken) => Task.FromResult(world.Now.Containers[container].Mounts.Select(mount => world[mount.Source]?.Major).OfType<int>().First());

    public Task<IReadOnlyList<string>> FindOwnSettingsAsync(string container, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<long> MeasureAsync(string container, CancellationToken cancellationToken) => Task.FromResult(1L);

    public Task<IReadOnlyList<string>> FindUnusableAsync(string container, ComposeService target, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<string>> FindRefusedAsync(string container, IReadOnlyList<StoreLogin> logins, ComposeService? fresh, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<ChangedBase?> FindChangedBaseAsync(string container, string image, ContainerOwner owner, CancellationToken cancellationToken) => Task.FromResult<ChangedBase?>(null);

    public Task<IReadOnlyList<IReadOnlyList<string>>> QueryAsync(string container, string database, string query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IReadOnlyList<string>>>([]);

    public Task<IReadOnlyList<IReadOnlyList<string>>?> FindRowsAsync(string container, string database, string query, int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IReadOnlyList<string>>?>([]);

    public Task<IReadOnlyList<StoreClient>> ListClientsAsync(string container, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoreClient>>([]);
}
