using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>Something that holds data.</summary>
public sealed record Store
{
    /// <summary>The name in plans: <c>database</c>, <c>media</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What holds the data.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The service that serves it, or for plain files one that mounts them.</summary>
    public required string Service { get; init; }

    /// <summary>The volume's name inside the compose file, without the project's prefix; null when no volume holds it.</summary>
    public string? Volume { get; init; }

    /// <summary>The variable by which the compose files choose the tag of its server's image; null when there is none.</summary>
    public string? VersionVariable { get; init; }

    /// <summary>The variables that tell services where its server is; null where none does, so that it is always that of <see cref="Service"/>.</summary>
    public ServerVariables? Connection { get; init; }

    /// <summary>
    /// Where its service mounts the folder of the host that holds it; null when it lies in a volume, or in nothing that outlives the container. The folder itself is known from
    /// compose files and containers: it is another one on every host.
    /// </summary>
    public string? Mount { get; init; }

    /// <summary>Whether its data outlives a container: it lies in a volume or in a folder of the host.</summary>
    public bool IsKept => Volume is not null || Mount is not null;

    /// <summary>Whether it is copied as files, once nothing runs any more that could write them: neither its writers nor its own server.</summary>
    public bool IsCopiedAsFiles => Kind != StoreKind.PostgreSql;

    /// <summary>Whether losing it costs nothing that matters: a cache, logs.</summary>
    public bool Disposable { get; init; }

    /// <summary>The first version that has it; null when every version does.</summary>
    public ReleaseVersion? Since { get; init; }

    /// <summary>The first version that no longer has it; null when every later version does.</summary>
    public ReleaseVersion? Until { get; init; }

    /// <summary>The store that takes its place from <see cref="Until"/> on, where the file says so; see <see cref="Application.SuccessorOf"/>.</summary>
    public Name? ReplacedBy { get; init; }

    /// <summary>Whether a version has it; an unknown version has every store.</summary>
    public bool IsIn(ReleaseVersion? version) => version is null || ((Since is null || version >= Since) && (Until is null || version < Until));

    /// <summary>Where it is declared.</summary>
    public SourcePlace Place { get; init; }
}
