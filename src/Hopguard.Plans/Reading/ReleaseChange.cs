using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>What the file says about one release: everything, or what is different from the release before it.</summary>
internal sealed record ReleaseChange
{
    /// <summary>The version, and what is true of this release alone: what happens on the way to it.</summary>
    public required Release Own { get; init; }

    /// <summary>The PostgreSQL major; null where it stays.</summary>
    public int? PostgreSqlMajor { get; init; }

    /// <summary>The least PostgreSQL major that works; null where it stays.</summary>
    public int? LeastPostgreSqlMajor { get; init; }

    /// <summary>The services; null where they stay.</summary>
    public ListChange? Services { get; init; }

    /// <summary>The required settings; null where they stay.</summary>
    public ListChange? Settings { get; init; }

    /// <summary>The newest migration of each component that has a newer one, or none any more.</summary>
    public ImmutableArray<(Name Component, Name Migration)> Migrations { get; init; } = [];

    /// <summary>What becomes of stores.</summary>
    public StoreChanges Stores { get; init; } = new();

    /// <summary>The images of services that have another.</summary>
    public ImmutableArray<(Name Service, Name Image)> Images { get; init; } = [];

    /// <summary>Keys that the oldest release has to have, and this one leaves out.</summary>
    public ImmutableArray<string> Lacks { get; init; } = [];
}

/// <summary>A list that is written in full, or as what comes, goes and is called otherwise.</summary>
/// <param name="All">The whole list; null where the others say what changes.</param>
internal sealed record ListChange(ImmutableArray<Name>? All)
{
    /// <summary>Names that come.</summary>
    public ImmutableArray<Name> Add { get; init; } = [];

    /// <summary>Names that go.</summary>
    public ImmutableArray<Name> Remove { get; init; } = [];

    /// <summary>Names that are called otherwise: the old one, as it is written, and the new one.</summary>
    public ImmutableArray<(Name Old, Name New)> Rename { get; init; } = [];
}
