using System.Collections.Immutable;
using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<VolumeState?> FindVolumeAsync(string name, CancellationToken cancellationToken) => ContainerMount.IsFolder(name)
        ? new VolumeState(name, "local", name, ImmutableDictionary<string, string>.Empty, VolumeState.Bound(name))
        : (await FindAsync(_client.Volumes.InspectAsync(Escape(name), cancellationToken)))?.ToState();

    /// <inheritdoc />
    public async Task<IReadOnlyList<VolumeState>> ListVolumesAsync(IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken)
    {
        var listed = await ReadAsync(_client.Volumes.ListAsync(new() { Filters = LabelFilter(labels) }, cancellationToken));
        return [.. (listed.Volumes ?? []).Select(volume => volume.ToState()).OrderBy(volume => volume.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public Task<VolumeState> CreateVolumeAsync(string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        CreateAsync(name, labels, ImmutableDictionary<string, string>.Empty, cancellationToken);

    /// <inheritdoc />
    public Task<VolumeState> CreateFolderVolumeAsync(string name, string folder, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        CreateAsync(name, labels, VolumeState.Bound(folder), cancellationToken);

    private async Task<VolumeState> CreateAsync(
        string name, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> options, CancellationToken cancellationToken)
    {
        await _client.Volumes.CreateAsync(new() { Name = name, Labels = Mutable(labels), DriverOpts = Mutable(options) }, cancellationToken);
        var volume = await FindVolumeAsync(name, cancellationToken) ?? throw new HopguardException($"Volume '{name}' vanished right after it was created");

        // The engine answers with the old volume where one of that name exists, and says nothing.
        if (labels.Any(label => volume.Labels.GetValueOrDefault(label.Key) != label.Value))
            throw new HopguardException($"Volume '{name}' exists already and is not Hopguard's", "Rename or remove it after looking at what it holds");

        return volume;
    }

    /// <inheritdoc />
    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken) => RemoveAsync(_client.Volumes.RemoveAsync(Escape(name), null, cancellationToken));

    private static Dictionary<string, string> Mutable(IReadOnlyDictionary<string, string> values) => new(values, StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task<bool> HasNetworkAsync(string name, CancellationToken cancellationToken) =>
        // The engine also takes an id, or the beginning of one.
        (await FindAsync(_client.Networks.InspectNetworkAsync(Escape(name), cancellationToken)))?.Name == name;
}
