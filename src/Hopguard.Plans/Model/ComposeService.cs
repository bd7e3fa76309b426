using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>A service of a compose file. Values have their variables replaced by the defaults that the file itself gives.</summary>
public sealed record ComposeService
{
    /// <summary>Its name.</summary>
    public required Name Name { get; init; }

    /// <summary>The image; null where it is built, or given by another file.</summary>
    public Name? Image { get; init; }

    /// <summary>The fixed name of its container.</summary>
    public Name? ContainerName { get; init; }

    /// <summary>The command, as one text.</summary>
    public Name? Command { get; init; }

    /// <summary>The restart policy.</summary>
    public Name? Restart { get; init; }

    /// <summary>What it mounts.</summary>
    public ImmutableArray<ComposeMount> Mounts { get; init; } = [];

    /// <summary>Ports that it publishes on the host.</summary>
    public ImmutableArray<ComposePort> Ports { get; init; } = [];

    /// <summary>Its environment.</summary>
    public ImmutableDictionary<string, Name> Environment { get; init; } = ImmutableDictionary<string, Name>.Empty;

    /// <summary>What both say together, where the other is of the later file: single values are replaced, mounts by their target, ports are added.</summary>
    public ComposeService With(ComposeService later)
    {
        var targets = new HashSet<string>(later.Mounts.Select(mount => mount.Target), StringComparer.Ordinal);
        return this with
        {
            Image = later.Image ?? Image,
            ContainerName = later.ContainerName ?? ContainerName,
            Command = later.Command ?? Command,
            Restart = later.Restart ?? Restart,
            Mounts = [.. Mounts.Where(mount => !targets.Contains(mount.Target)), .. later.Mounts],
            Ports = Ports.AddRange(later.Ports),
            Environment = Environment.SetItems(later.Environment),
        };
    }
}
