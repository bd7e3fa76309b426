using System.Globalization;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Tests.Model;

/// <summary>
/// The container engine of the model, with the application in it: a server initialises an empty volume and does not start on files of another major; a service that
/// writes brings what its stores hold to its own version, as migrations do.
/// </summary>
internal sealed class ModelEngine(ModelWorld world, Application application, string project, TimeProvider clock) : IContainerEngine
{
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly ModelStores _stores = new(application);
    private int _made;

    public Action<HopguardException, TimeSpan>? Awaits { get; set; }

    /// <summary>What follows a kill: what the process held ends, and the application works on.</summary>
    public void LetGo()
    {
        _held.Clear();
        Settle();
    }

    public Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(new EngineDescription("model", "28.0", "/var/lib/docker"));

    public Task<IReadOnlyList<ContainerState>> ListContainersAsync(IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContainerState>>([.. world.Now.Containers.Values.Concat(_held.Values.Select(held => held.State)).Where(container => HasAll(container.Labels, labels))]);

    public Task<IReadOnlyList<ContainerState>> ListContainersMountingAsync(string volume, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContainerState>>([.. world.Now.Containers.Values.Where(container => container.Mounts.Any(mount => mount.Source == volume))]);

    public Task<ContainerState?> FindContainerAsync(string nameOrId, CancellationToken cancellationToken) => Task.FromResult(Find(nameOrId));

    public Task<ToolResult> RunAsync(ContainerSpec spec, Action<string>? onLine, CancellationToken cancellationToken) => throw new NotSupportedException("The model runs no tools");

    public async Task<ContainerState> StartNewAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        Create(spec.Name!, spec.Image, "no", spec.AllLabels, spec.Mounts);
        await StartAsync(spec.Name!, cancellationToken);
        return Find(spec.Name!)!;
    }

    public Task<IHeldContainer?> HoldAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        if (Find(spec.Name!) is not null)
            return Task.FromResult<IHeldContainer?>(null);

        var held = new Held(this, New(spec.Name!, spec.Image, "no", spec.AllLabels, spec.Mounts) with { Status = "running" });
        _held[spec.Name!] = held;
        return Task.FromResult<IHeldContainer?>(held);
    }

    public Task StartAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var container = Require(nameOrId);
        if (container.IsAlive)
            return Task.CompletedTask;

        var volume = Server(container) is { } store ? $"{project}_{store.Volume}" : IsTrial(container) ? container.Mounts[0].Source : null;
        if (volume is not null && world[volume] is null)
            world.Put(volume, new Content(Content.Nobody, string.Empty, Major(container)));

        var starts = volume is null || world[volume]!.Major == Major(container);
        world.Put(container with { Status = starts ? "running" : "exited", ExitCode = starts ? 0 : 1, StartedAt = clock.GetUtcNow() });
        Settle();
        return Task.CompletedTask;
    }

    public Task StopAsync(string nameOrId, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var container = Require(nameOrId);
        if (container.IsAlive)
            world.Put(container with { Status = "exited", ExitCode = 0 });

        return Task.CompletedTask;
    }

    public Task EndProgramsAsync(string project, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveContainerAsync(string nameOrId, CancellationToken cancellationToken)
    {
        if (Find(nameOrId) is { } container && !_held.Remove(container.Name))
            world.RemoveContainer(container.Name);

        return Task.CompletedTask;
    }

    public Task SetRestartPolicyAsync(string nameOrId, string policy, CancellationToken cancellationToken)
    {
        world.Put(Require(nameOrId) with { RestartPolicy = policy });
        return Task.CompletedTask;
    }

    public Task<string> ReadLogAsync(string nameOrId, int lines, CancellationToken cancellationToken) => Task.FromResult("nothing");

    public Task<IReadOnlyList<ContainerProcess>?> ListProcessesAsync(string nameOrId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ContainerProcess>?>(null);

    public Task<ImageState?> FindImageAsync(string reference, CancellationToken cancellationToken) => Task.FromResult<ImageState?>(new ImageState("sha256:" + reference, [reference], [], string.Empty, 1)
    {
        Labels = application.Probes.Select(probe => probe.Source).OfType<VersionSource.ImageLabel>().ToDictionary(label => label.Name, _ => reference[(reference.LastIndexOf(':') + 1)..], StringComparer.Ordinal),
    });

    public Task<IReadOnlyList<string>> ListImagesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task PullImageAsync(string reference, IProgress<StepProgress> progress, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<VolumeState?> FindVolumeAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(world.Now.Volumes.TryGetValue(name, out var volume) ? State(name, volume) : null);

    public Task<IReadOnlyList<VolumeState>> ListVolumesAsync(IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VolumeState>>([.. world.Now.Volumes.Where(volume => HasAll(volume.Value.Labels, labels)).Select(volume => State(volume.Key, volume.Value))]);

    public Task<VolumeState> CreateVolumeAsync(string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        if (!world.Now.Volumes.TryGetValue(name, out var volume))
            world.Create(name, labels);
        else if (labels.Any(label => volume.Labels.GetValueOrDefault(label.Key) != label.Value))
            throw new HopguardException($"Volume '{name}' exists already and is not Hopguard's");

        return Task.FromResult(State(name, world.Now.Volumes[name]));
    }

    public Task<bool> HasNetworkAsync(string name, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<VolumeState> CreateFolderVolumeAsync(string name, string folder, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Stores of the model lie in volumes");

    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken)
    {
        if (world.Now.Containers.Values.FirstOrDefault(container => container.Mounts.Any(mount => mount.Source == name)) is { } user)
            throw new HopguardException($"Volume '{name}' is mounted by {user.Name}");
        if (world.Now.Volumes.ContainsKey(name))
            world.RemoveVolume(name);

        return Task.CompletedTask;
    }

    /// <summary>Makes a container that does not run yet.</summary>
    public void Create(string name, string image, string policy, IReadOnlyDictionary<string, string> labels, IReadOnlyList<ContainerMount> mounts)
    {
        if (world.Now.Containers.ContainsKey(name))
            throw new HopguardException($"Container name '{name}' is taken");
        if (mounts.FirstOrDefault(mount => mount.Kind == "volume" && !world.Now.Volumes.ContainsKey(mount.Source)) is { } missing)
            throw new HopguardException($"Volume '{missing.Source}' does not exist");

        world.Put(New(name, image, policy, labels, mounts));
    }

    private ContainerState New(string name, string image, string policy, IReadOnlyDictionary<string, string> labels, IReadOnlyList<ContainerMount> mounts) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"id-{name}-{clock.GetUtcNow().Ticks}-{_made++}"),
        Name = name,
        Image = image,
        ImageId = "sha256:" + image,
        Status = "created",
        RestartPolicy = policy,
        Labels = labels,
        Mounts = mounts,
        Addresses = new Dictionary<string, string>(StringComparer.Ordinal) { ["net"] = "10.0.0.1" },
    };

    private static VolumeState State(string name, ModelVolume volume) => new(name, "local", "/volumes/" + name, volume.Labels, new Dictionary<string, string>(StringComparer.Ordinal));

    private static bool HasAll(IReadOnlyDictionary<string, string> has, IReadOnlyDictionary<string, string?> wanted) =>
        wanted.All(label => has.TryGetValue(label.Key, out var value) && (label.Value is null || label.Value == value));

    private static int? Major(ContainerState container) =>
        container.Image.StartsWith("postgres:", StringComparison.Ordinal) ? int.Parse(container.Image["postgres:".Length..], CultureInfo.InvariantCulture) : null;

    private static bool IsTrial(ContainerState container) => container.Labels.GetValueOrDefault(EngineLabels.Role) == "trial";

    private ContainerState? Find(string nameOrId) =>
        _held.Values.FirstOrDefault(held => held.State.Name == nameOrId || held.Id == nameOrId)?.State ?? world.Now.Containers.GetValueOrDefault(nameOrId) ?? world.Now.Containers.Values.FirstOrDefault(container => container.Id == nameOrId);

    private ContainerState Require(string nameOrId) => Find(nameOrId) ?? throw new HopguardException($"No such container: {nameOrId}");

    private Store? Server(ContainerState container) => container.Project == project
        ? _stores.All().FirstOrDefault(store => store.Kind == StoreKind.PostgreSql && Serves(container, store))
        : null;

    private bool Serves(ContainerState container, Store store) => store.Service == container.Service && container.Mounts.Any(mount => mount.Source == $"{project}_{store.Volume}");

    // Whoever runs works with every store that it can reach.
    private void Settle()
    {
        foreach (var container in world.Now.Containers.Values.Where(container => container.IsAlive && container.Project == project && Server(container) is null))
        {
            var version = container.Image[(container.Image.LastIndexOf(':') + 1)..];
            var written = application.Services.GetValueOrDefault(container.Service!)?.Writes ?? [];
            foreach (var store in _stores.In(ReleaseVersion.Parse(version)).Where(store => !store.Disposable && written.Contains(store.Name, StringComparer.Ordinal) && IsReachable(store)))
                Write(store, container.Name, version);
        }
    }

    private bool IsReachable(Store store) => store.Volume is not null
        && (store.Kind == StoreKind.Volume || world.Now.Containers.Values.Any(container => container.IsAlive && container.Project == project && Serves(container, store)));

    private void Write(Store store, string writer, string version)
    {
        var volume = $"{project}_{store.Volume}";
        if (world[volume] is not { } content || content.Store != store.Name)
            world.Violations.Add($"'{writer}' of version {version} works on what is not store '{store.Name}': {world[volume]?.ToString() ?? "nothing"}");
        else if (ReleaseVersion.Parse(content.Version).CompareTo(ReleaseVersion.Parse(version)) > 0)
            world.Violations.Add($"'{writer}' of version {version} works on store '{store.Name}' of version {content.Version}");
        else if (content.Version != version)
            world.Put(volume, content with { Version = version });
    }

    private sealed class Held(ModelEngine engine, ContainerState state) : IHeldContainer
    {
        public ContainerState State => state;

        public string Id => state.Id;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            engine._held.Remove(state.Name);
            return ValueTask.CompletedTask;
        }
    }
}
