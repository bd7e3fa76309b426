using System.Collections.Immutable;
using Hopguard.Containers.Ports;

namespace Hopguard.Engine.Tests.Model;

/// <summary>What a store's volume holds: whose data it is, which version of the application wrote it last, and the major of its files where a database has them.</summary>
internal sealed record Content(string Store, string Version, int? Major)
{
    /// <summary>The store of data that nobody had before: what a server makes of an empty volume.</summary>
    public const string Nobody = "nobody";
}

/// <summary>A volume; null content is an empty one.</summary>
internal sealed record ModelVolume(Content? Content, IReadOnlyDictionary<string, string> Labels);

/// <summary>Everything that is on the engine at one moment.</summary>
internal sealed record ModelState(ImmutableSortedDictionary<string, ContainerState> Containers, ImmutableSortedDictionary<string, ModelVolume> Volumes)
{
    public static ModelState Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ContainerState>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, ModelVolume>(StringComparer.Ordinal));
}

/// <summary>An engine in memory. Every change is announced, so that a test can stop the world right there.</summary>
internal sealed class ModelWorld
{
    public ModelState Now { get; set; } = ModelState.Empty;

    /// <summary>Called after every change.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>Whether the deployment is there that runs begin with.</summary>
    public bool IsDeployed { get; set; }

    /// <summary>Stores that had a volume then, with data that must not be lost.</summary>
    public HashSet<string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>What must never happen and did.</summary>
    public List<string> Violations { get; } = [];

    public Content? this[string volume] => Now.Volumes.GetValueOrDefault(volume)?.Content;

    public void Put(string volume, Content? content)
    {
        Now = Now with { Volumes = Now.Volumes.SetItem(volume, Now.Volumes[volume] with { Content = content }) };
        Changed();
    }

    /// <summary>Moves what a volume holds, as a rename does: both change at once.</summary>
    public void Move(string source, string target)
    {
        if (this[source] is null)
            return;
        if (this[target] is not null)
            throw new HopguardException($"Volume '{target}' is not empty, so the content of '{source}' cannot be moved into it");
        if (Now.Containers.Values.FirstOrDefault(container => container.IsAlive && container.Mounts.Any(mount => mount.Source == source || mount.Source == target)) is { } user)
            throw new HopguardException($"Volume '{source}' or '{target}' is in use by {user.Name}");

        Now = Now with
        {
            Volumes = Now.Volumes.SetItem(target, Now.Volumes[target] with { Content = this[source] }).SetItem(source, Now.Volumes[source] with { Content = null }),
        };
        Changed();
    }

    public void Put(ContainerState container)
    {
        Now = Now with { Containers = Now.Containers.SetItem(container.Name, container) };
        Changed();
    }

    public void RemoveContainer(string name)
    {
        Now = Now with { Containers = Now.Containers.Remove(name) };
        Changed();
    }

    public void Create(string volume, IReadOnlyDictionary<string, string> labels)
    {
        Now = Now with { Volumes = Now.Volumes.Add(volume, new ModelVolume(null, labels)) };
        Changed();
    }

    public void RemoveVolume(string volume)
    {
        Now = Now with { Volumes = Now.Volumes.Remove(volume) };
        Changed();
    }
}
