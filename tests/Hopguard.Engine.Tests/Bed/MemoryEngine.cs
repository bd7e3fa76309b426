using Hopguard.Containers.Ports;
using NSubstitute;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>An engine in memory, as far as claims need one: containers and volumes by name. Shared by the test beds that mean one engine.</summary>
internal sealed class MemoryEngine
{
    private readonly Dictionary<string, ContainerState> _containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VolumeState> _volumes = new(StringComparer.Ordinal);
    private readonly List<Held> _held = [];
    private int _ids;

    public MemoryEngine()
    {
        Port.DescribeAsync(default).ReturnsForAnyArgs(_ => new EngineDescription(Id, "28.0", "/var/lib/docker"));
        Port.HoldAsync(default!, default).ReturnsForAnyArgs(call => Hold(call.Arg<ContainerSpec>()));
        Port.FindContainerAsync(default!, default).ReturnsForAnyArgs(call => Find(call.Arg<string>()));
        Port.ListContainersAsync(default!, default).ReturnsForAnyArgs(call =>
            (IReadOnlyList<ContainerState>)[.. _containers.Values.Where(container => Carries(container.Labels, call.Arg<IReadOnlyDictionary<string, string?>>()))]);
        Port.RemoveContainerAsync(default!, default).ReturnsForAnyArgs(call => Remove(call.Arg<string>()));
        Port.FindVolumeAsync(default!, default).ReturnsForAnyArgs(call => _volumes.GetValueOrDefault(call.Arg<string>()));
        Port.ListVolumesAsync(default!, default).ReturnsForAnyArgs(call =>
            (IReadOnlyList<VolumeState>)[.. _volumes.Values.Where(volume => Carries(volume.Labels, call.Arg<IReadOnlyDictionary<string, string?>>()))]);
        Port.CreateVolumeAsync(default!, default!, default).ReturnsForAnyArgs(call => _volumes[call.Arg<string>()] =
            new VolumeState(call.Arg<string>(), "local", "/v", call.Arg<IReadOnlyDictionary<string, string>>(), new Dictionary<string, string>(StringComparer.Ordinal)));
        Port.RemoveVolumeAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            _volumes.Remove(call.Arg<string>());
            return Task.CompletedTask;
        });
    }

    public IContainerEngine Port { get; } = Substitute.For<IContainerEngine>();

    public string Id { get; set; } = "engine-1";

    public IEnumerable<string> Containers => _containers.Keys;

    public IEnumerable<string> Volumes => _volumes.Keys;

    /// <summary>Whoever holds a container dies: what held it ends.</summary>
    public void KillOwners()
    {
        foreach (var held in _held.ToList())
            held.End();
    }

    /// <summary>Adds a container that a killed process left.</summary>
    public void Leave(string name, IReadOnlyDictionary<string, string> labels) => _containers[name] = State(name, "running", labels);

    private IHeldContainer? Hold(ContainerSpec spec)
    {
        if (_containers.ContainsKey(spec.Name!))
            return null;

        _containers[spec.Name!] = State(spec.Name!, "running", spec.AllLabels);
        var held = new Held(this, spec.Name!, _containers[spec.Name!].Id);
        _held.Add(held);
        return held;
    }

    private ContainerState State(string name, string status, IReadOnlyDictionary<string, string> labels) =>
        new() { Id = $"id-{++_ids}", Name = name, Image = "image", ImageId = "sha256:old", Status = status, Labels = labels };

    private ContainerState? Find(string nameOrId) => _containers.Values.FirstOrDefault(container => container.Name == nameOrId || container.Id == nameOrId);

    private Task Remove(string nameOrId)
    {
        if (Find(nameOrId) is { } container)
            _containers.Remove(container.Name);

        foreach (var held in _held.Where(held => held.Id == nameOrId).ToList())
            held.End();
        return Task.CompletedTask;
    }

    private static bool Carries(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string?> wanted) =>
        wanted.All(label => labels.TryGetValue(label.Key, out var value) && (label.Value is null || label.Value == value));

    private sealed class Held(MemoryEngine engine, string name, string id) : IHeldContainer
    {
        private readonly CancellationTokenSource _lost = new();

        public string Id => id;

        public CancellationToken Lost => _lost.Token;

        public void End()
        {
            engine._held.Remove(this);
            if (engine._containers.TryGetValue(name, out var container) && container.Id == id)
                engine._containers[name] = container with { Status = "exited" };
            _lost.Cancel();
        }

        public async ValueTask DisposeAsync() => await engine.Remove(id);
    }
}
