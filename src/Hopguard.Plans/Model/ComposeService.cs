using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>A service of a compose file. Values have their variables replaced by the defaults that the file itself gives.</summary>
public sealed record ComposeService
{
    /// <summary>The key that it stands under, where a file names it first.</summary>
    public required Name Name { get; init; }

    /// <summary>The image; null where it is built, or given by another file.</summary>
    public Name? Image { get; init; }

    /// <summary>The fixed name of its container.</summary>
    public Name? ContainerName { get; init; }

    /// <summary>The command, as one text.</summary>
    public Name? Command { get; init; }

    /// <summary>The restart policy.</summary>
    public Name? Restart { get; init; }

    /// <summary>Named volumes, folders of the host and volumes without a name that it mounts.</summary>
    public ImmutableArray<ComposeMount> Mounts { get; init; } = [];

    /// <summary>Ports that it publishes on the host.</summary>
    public ImmutableArray<ComposePort> Ports { get; init; } = [];

    /// <summary>Variables that the files give a value to; one that is only passed on has none.</summary>
    public ImmutableDictionary<string, Name> Environment { get; init; } = ImmutableDictionary<string, Name>.Empty;

    /// <summary>Whether it is started only where one of its profiles is chosen.</summary>
    public bool IsOptional { get; init; }

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
            IsOptional = later.IsOptional || IsOptional,
        };
    }

    /// <summary>The service without what is said at a place inside of it.</summary>
    internal ComposeService Without(ComposePath path) => path.Key switch
    {
        "image" => this with { Image = null },
        "container_name" => this with { ContainerName = null },
        "command" => this with { Command = null },
        "restart" => this with { Restart = null },
        "volumes" => this with { Mounts = [] },
        "ports" => this with { Ports = [] },
        "environment" => this with { Environment = path.Variable is { } variable ? Environment.Remove(variable) : Environment.Clear() },
        "profiles" => this with { IsOptional = false },
        _ => this,
    };
}
