using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>How to read the installed version from what runs, and how to see whether it serves.</summary>
/// <param name="Service">The service that is asked, or whose image is.</param>
/// <param name="Source">What says the version.</param>
/// <param name="Request">The request that the service answers while it serves; null where it answers none, and the health of its container says so.</param>
public sealed record VersionProbe(string Service, VersionSource Source, ProbeRequest? Request)
{
    /// <summary>An HTTP request without a login whose JSON answer holds the version.</summary>
    public VersionProbe(string service, int port, string path, string field)
        : this(service, new VersionSource.AnswerField(field), new ProbeRequest(port, path, null))
    {
    }

    /// <summary>Where it is declared. Of two probes that ask the same it does not matter.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>Whether both ask the same, wherever they stand.</summary>
    public bool Equals(VersionProbe? other) => other is not null && (Service, Source, Request).Equals((other.Service, other.Source, other.Request));

    /// <inheritdoc />
    public override int GetHashCode() => (Service, Source, Request).GetHashCode();
}

/// <summary>What says the version of an application.</summary>
public abstract record VersionSource
{
    private VersionSource()
    {
    }

    /// <summary>A field of the JSON object that answers the probe's request.</summary>
    public sealed record AnswerField(string Name) : VersionSource;

    /// <summary>A label of the image that the service runs.</summary>
    public sealed record ImageLabel(string Name) : VersionSource;

    /// <summary>The tag of the image that the service runs.</summary>
    public sealed record ImageTag : VersionSource;

    /// <summary>A question to a database: one row of one column.</summary>
    /// <param name="Store">A store of PostgreSQL.</param>
    /// <param name="Database">The database in it.</param>
    /// <param name="Sql">One statement, which only reads.</param>
    public sealed record Query(string Store, string Database, string Sql) : VersionSource;
}

/// <summary>An HTTP request to a container.</summary>
/// <param name="Port">The port inside the container.</param>
/// <param name="Path">The path of the request, with its leading slash.</param>
/// <param name="Header">A header that goes with it; null for none.</param>
public sealed record ProbeRequest(int Port, string Path, ProbeHeader? Header);

/// <summary>A header whose value is not in the plan: a login or a token.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Scheme">The word before the value: <c>Bearer</c>; null for none.</param>
/// <param name="ValueFrom">The variable of the environment, or else the setting of the deployment's <c>.env</c>, that holds the value.</param>
public sealed record ProbeHeader(string Name, string? Scheme, string ValueFrom);
