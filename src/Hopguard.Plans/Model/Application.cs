using System.Collections.Immutable;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Model;

/// <summary>What is true of an application whatever the hop: <c>plans/&lt;name&gt;/application.yaml</c>.</summary>
public sealed record Application
{
    /// <summary>The name in plans and targets, in lower case: <c>cvat</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people: <c>CVAT</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The compose files of a plain deployment, in the order in which compose merges them.</summary>
    public required ImmutableArray<string> ComposeFiles { get; init; }

    /// <summary>How the installed version is read from what runs.</summary>
    public required VersionProbe Version { get; init; }

    /// <summary>Where the application records its applied migrations.</summary>
    public required MigrationTable Migrations { get; init; }

    /// <summary>Services by name, of every release.</summary>
    public required ImmutableDictionary<string, Service> Services { get; init; }

    /// <summary>Stores by name.</summary>
    public required ImmutableDictionary<string, Store> Stores { get; init; }

    /// <summary>Releases that a hop can start from or lead to, oldest first.</summary>
    public required ImmutableArray<Release> Releases { get; init; }

    /// <summary>The file this was read from.</summary>
    public required string Path { get; init; }

    /// <summary>The release of that version, or null when the application's file does not know it.</summary>
    public Release? FindRelease(ReleaseVersion version) => Releases.FirstOrDefault(release => release.Version.Equals(version));
}

/// <summary>A compose service (or its Kubernetes counterpart) and the stores it may change.</summary>
public sealed record Service(string Name, ImmutableArray<string> Writes, SourcePlace Place);

/// <summary>What holds a store's data.</summary>
public enum StoreKind
{
    /// <summary>A PostgreSQL cluster in a volume, served by a service.</summary>
    PostgreSql,

    /// <summary>A volume of files.</summary>
    Volume,

    /// <summary>A Redis server.</summary>
    Redis,
}

/// <summary>Something that holds data.</summary>
public sealed record Store
{
    /// <summary>The name in plans: <c>database</c>, <c>media</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What holds the data.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The service that serves it, or for a plain volume one that mounts it.</summary>
    public required string Service { get; init; }

    /// <summary>The volume's name inside the compose file, without the project's prefix; null when no volume holds it.</summary>
    public string? Volume { get; init; }

    /// <summary>Whether losing it costs nothing that matters: a cache, logs.</summary>
    public bool Disposable { get; init; }

    /// <summary>Where it is declared.</summary>
    public SourcePlace Place { get; init; }
}

/// <summary>How to read the installed version: an HTTP answer of a running container, checked against the tag of its image.</summary>
/// <param name="Service">The service asked.</param>
/// <param name="Port">The port inside the container.</param>
/// <param name="Path">The path of the request, with its leading slash.</param>
/// <param name="Field">The field of the JSON answer that holds the version.</param>
public sealed record VersionProbe(string Service, int Port, string Path, string Field);

/// <summary>The table in which the application's framework records applied migrations (Django: <c>django_migrations</c>).</summary>
/// <param name="Store">The store that holds it.</param>
/// <param name="Database">The database in that store.</param>
/// <param name="Table">The table.</param>
/// <param name="AppColumn">The column that names the component.</param>
/// <param name="NameColumn">The column that names the migration.</param>
public sealed record MigrationTable(string Store, string Database, string Table, string AppColumn, string NameColumn);

/// <summary>What is true of one release.</summary>
public sealed record Release
{
    /// <summary>Its version.</summary>
    public required ReleaseVersion Version { get; init; }

    /// <summary>The PostgreSQL major of its database image, by store.</summary>
    public required int PostgreSqlMajor { get; init; }

    /// <summary>Services that run in this release.</summary>
    public required ImmutableArray<string> Services { get; init; }

    /// <summary>The newest migration of each component; a name may be shortened to its number: <c>engine: "0061"</c>.</summary>
    public required ImmutableDictionary<string, string> Migrations { get; init; }

    /// <summary>Where it is declared.</summary>
    public SourcePlace Place { get; init; }
}
