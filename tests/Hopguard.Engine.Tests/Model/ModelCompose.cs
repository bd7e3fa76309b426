using Hopguard.Containers.Ports;
using Hopguard.Plans.Model;
using ComposeProject = Hopguard.Containers.Ports.ComposeProject;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Compose of the model: a compose file holds the version alone, and its services are those of the release.</summary>
internal sealed class ModelCompose(ModelWorld world, ModelEngine engine, Application application) : ICompose
{
    private readonly ModelStores _stores = new(application);

    public Task<Version> VersionAsync(CancellationToken cancellationToken) => Task.FromResult(new Version(2, 26));

    public Task<ComposeConfiguration> ConfigAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        var release = ModelFiles.ReleaseIn(project.Folder, project.Files[0], application);
        var volumes = _stores.In(release).Select(store => store.Volume).OfType<string>().Distinct(StringComparer.Ordinal).ToDictionary(volume => volume, volume => $"{project.Name}_{volume}", StringComparer.Ordinal);
        var services = release.Services.Select(service => Service(service, release, volumes)).ToDictionary(service => service.Name, StringComparer.Ordinal);
        return Task.FromResult(new ComposeConfiguration(project.Name, services, volumes, new Dictionary<string, string>(StringComparer.Ordinal), []));
    }

    public Task BuildAsync(ComposeProject project, IReadOnlyList<ComposeService> services, Action<string> onLine, CancellationToken cancellationToken) => throw new NotSupportedException("No plan of the model builds");

    public IReadOnlyList<string> FindNames(ComposeProject project) => [];

    public IReadOnlyDictionary<string, VariableValue> FindValues(ComposeProject project, IEnumerable<string> names) =>
        names.ToDictionary(name => name, _ => new VariableValue(null, null), StringComparer.Ordinal);

    public IReadOnlyList<string> FindUnset(ComposeProject project, IEnumerable<string> names) => [];

    public async Task UpAsync(ComposeProject project, IReadOnlyList<string> services, bool start, bool withDependencies, CancellationToken cancellationToken)
    {
        var configuration = await ConfigAsync(project, cancellationToken);
        var wanted = configuration.Services.Values.Where(service => services.Count == 0 || services.Contains(service.Name))
            .OrderBy(service => service.Image.StartsWith("postgres:", StringComparison.Ordinal) ? 0 : 1).ThenBy(service => service.Name, StringComparer.Ordinal).ToList();
        foreach (var service in wanted)
        {
            var container = world.Now.Containers.Values.FirstOrDefault(other => other.Project == project.Name && other.Service == service.Name);
            if (container is not null && container.Image != service.Image)
            {
                world.RemoveContainer(container.Name);
                container = null;
            }

            if (container is null)
                Create(project.Name, service, ModelFiles.ReleaseIn(project.Folder, project.Files[0], application));
            if (start)
                await engine.StartAsync(container?.Name ?? $"{project.Name}-{service.Name}-1", cancellationToken);
        }
    }

    public async Task StopAsync(ComposeProject project, IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        foreach (var container in world.Now.Containers.Values.Where(container => container.Project == project.Name && (services.Count == 0 || services.Contains(container.Service!))))
            await engine.StopAsync(container.Name, TimeSpan.Zero, cancellationToken);
    }

    public Task DownAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        foreach (var container in world.Now.Containers.Values.Where(container => container.Project == project.Name))
            world.RemoveContainer(container.Name);

        return Task.CompletedTask;
    }

    public Task<ToolResult> ExecAsync(ComposeProject project, string service, IReadOnlyList<string> command, Action<string>? onLine, CancellationToken cancellationToken) =>
        Task.FromResult(new ToolResult(0, string.Empty, string.Empty));

    private ComposeService Service(string name, Release release, Dictionary<string, string> volumes)
    {
        var served = _stores.In(release).FirstOrDefault(store => store.Kind == StoreKind.PostgreSql && store.Service == name);
        var image = served is null ? $"model/{name}:{release.Version}" : $"postgres:{release.PostgreSqlMajor}";
        var mounted = _stores.In(release).Where(store => store.Volume is not null && (store.Service == name || (store.Kind == StoreKind.Volume && Uses(name, store))));
        return new ComposeService(
            name, image, null, new Dictionary<string, string>(StringComparer.Ordinal), [.. mounted.Select(store => new ContainerMount("volume", volumes[store.Volume!], "/" + store.Name, ReadOnly: false))], []);
    }

    private bool Uses(string service, Store store) => store.Service == service || (application.Services.GetValueOrDefault(service)?.Writes.Contains(store.Name, StringComparer.Ordinal) ?? false);

    private void Create(string project, ComposeService service, Release release)
    {
        foreach (var store in _stores.In(release).Where(store => store.Volume is not null && service.Mounts.Any(mount => mount.Source == $"{project}_{store.Volume}")))
            MakeVolume(store, $"{project}_{store.Volume}", release);

        engine.Create(
            $"{project}-{service.Name}-1", service.Image, "always",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["com.docker.compose.project"] = project, ["com.docker.compose.service"] = service.Name }, service.Mounts);
    }

    // Compose makes what is missing. That is right for a store that is new in a release, and the loss of one that was there.
    private void MakeVolume(Store store, string volume, Release release)
    {
        if (world.Now.Volumes.ContainsKey(volume))
            return;
        if (world.IsDeployed && world.Known.Contains(store.Name) && !store.Disposable)
            world.Violations.Add($"compose makes an empty volume '{volume}' of store '{store.Name}'");
        if (!world.IsDeployed && !store.Disposable)
            world.Known.Add(store.Name);

        world.Create(volume, new Dictionary<string, string>(StringComparer.Ordinal));
        world.Put(volume, new Content(store.Name, release.Version.ToString(), store.Kind == StoreKind.PostgreSql ? release.PostgreSqlMajor : null));
    }
}
