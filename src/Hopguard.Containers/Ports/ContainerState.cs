using Hopguard.Engine;

namespace Hopguard.Containers.Ports;

/// <summary>A container as the engine describes it.</summary>
public sealed record ContainerState
{
    /// <summary>The engine's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, without the leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>The image reference it was created from: <c>postgres:10-alpine</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The id (digest of the configuration) of that image.</summary>
    public required string ImageId { get; init; }

    /// <summary>The engine's word: <c>running</c>, <c>exited</c>, <c>created</c>, <c>restarting</c>, <c>paused</c>, <c>dead</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What its image's or service's health check says: <c>starting</c>, <c>healthy</c>, <c>unhealthy</c>; null where it has none.</summary>
    public string? Health { get; init; }

    /// <summary>When it last started; null when it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How often the engine restarted it by its policy.</summary>
    public int RestartCount { get; init; }

    /// <summary><c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure</c>.</summary>
    public string RestartPolicy { get; init; } = "no";

    /// <summary>Exit code of the last run.</summary>
    public int ExitCode { get; init; }

    /// <summary>Its labels: compose and Hopguard know by them what is theirs.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Environment of its process. May hold secrets: never written to a journal, report or log.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Volumes and folders of the host that it mounts, also while it is stopped.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>The networks that it belongs to, also while it is stopped.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Its address on each network, by network name.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names by which other containers reach it on these networks, beside its own.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Ports of the host that it holds, as <c>8080/tcp</c>; none while it does not run.</summary>
    public IReadOnlyList<string> HostPorts { get; init; } = [];

    /// <summary>The compose service, or null for a container that no compose project owns.</summary>
    public string? Service => Labels.GetValueOrDefault(ComposeLabels.Service);

    /// <summary>The compose project, or null.</summary>
    public string? Project => Labels.GetValueOrDefault(ComposeLabels.Project);

    /// <summary>Whether it has done its one task: it ended without an error, and nothing is to start it again.</summary>
    public bool HasDoneItsTask => this is { Status: "exited", ExitCode: 0, RestartPolicy: "no" or "on-failure" };

    /// <summary>Whether its process exists: running, paused or restarting.</summary>
    public bool IsAlive => Status is "running" or "restarting" or "paused";
}

/// <summary>A process of a container.</summary>
/// <param name="Id">Its number on the engine's host.</param>
/// <param name="Command">Its command line. May hold secrets: never written to a journal, report or log.</param>
public sealed record ContainerProcess(string Id, string Command);

/// <summary>A mount of a container.</summary>
/// <param name="Kind"><c>volume</c>, <c>bind</c> or <c>tmpfs</c>.</param>
/// <param name="Source">The volume's name, or the host's path for a bind.</param>
/// <param name="Target">The path inside the container.</param>
/// <param name="ReadOnly">Whether the container cannot write it.</param>
public sealed record ContainerMount(string Kind, string Source, string Target, bool ReadOnly)
{
    /// <summary>Mounts what holds a store.</summary>
    /// <param name="place">A volume's name, or the absolute path of a folder of the host, links resolved.</param>
    /// <param name="target">The path inside the container.</param>
    /// <param name="isReadOnly">Whether the container cannot write it.</param>
    public static ContainerMount Of(string place, string target, bool isReadOnly) => new(IsFolder(place) ? "bind" : "volume", place, target, isReadOnly);

    /// <summary>Whether what holds a store is a folder of the host, and not a volume.</summary>
    public static bool IsFolder(string place) => place.StartsWith('/');

    /// <summary>
    /// Whether the container gets at what holds a store through this mount: it is the store's volume, its folder or something inside of that, or a folder around it that the
    /// container may write. Who only reads a whole disk, as monitoring does, does not count.
    /// </summary>
    public bool Reaches(string place)
    {
        if (!IsFolder(place))
            return Kind == "volume" && Source == place;

        var source = Kind == "bind" ? RealPath.Of(Source) : null;
        return source is not null && (RealPath.IsInside(source, place) || (!ReadOnly && RealPath.IsInside(place, source)));
    }

    /// <summary>Whether this is the mount of what holds a store: its volume, or its folder however that is spelt.</summary>
    public bool Holds(string place) => IsFolder(place) ? Kind == "bind" && RealPath.Of(Source) == place : Kind == "volume" && Source == place;
}
