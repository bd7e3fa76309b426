namespace Hopguard.Containers.Ports;

/// <summary>A container to be made by Hopguard itself: a tool that runs once, or a trial server.</summary>
public sealed record ContainerSpec
{
    /// <summary>The image reference; it is never pulled implicitly.</summary>
    public required string Image { get; init; }

    /// <summary>The name; null lets the engine choose.</summary>
    public string? Name { get; init; }

    /// <summary>Replaces the image's entry point; null keeps it.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The command; null keeps the image's.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Environment; secrets go here and never into the command.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Mounts: volumes by name, binds by absolute host path.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>The network of a container that talks to nobody.</summary>
    public const string NoNetwork = "none";

    /// <summary>The network to join; null for the engine's default.</summary>
    public string? Network { get; init; }

    /// <summary>The user, as <c>uid:gid</c> or a name; null keeps the image's.</summary>
    public string? User { get; init; }

    /// <summary>For whom it is made: a container that nobody is known to own could never be removed after a kill.</summary>
    public required ContainerOwner Owner { get; init; }

    /// <summary>Labels beside those of the owner.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Every label that the container gets; one of its own wins over one of the owner.</summary>
    public IReadOnlyDictionary<string, string> AllLabels => new Dictionary<string, string>(Labels.Concat(Owner.Labels).DistinctBy(label => label.Key), StringComparer.Ordinal);

    /// <summary>Size of <c>/dev/shm</c> in bytes; 0 for the engine's default.</summary>
    public long SharedMemory { get; init; }
}

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">The exit code of its process.</param>
/// <param name="Output">Its standard output, at most the last 64 KiB.</param>
/// <param name="Error">Its standard error, at most the last 64 KiB.</param>
public sealed record ToolResult(int ExitCode, string Output, string Error);
