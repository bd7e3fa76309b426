using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Mistakes about routes, versions and what differs between them.</summary>
public static class VersionRules
{
    /// <summary>HOP201.</summary>
    public static readonly Rule MajorChangedWithoutRestore = Rule.Error(
        "HOP201",
        new("PostgreSQL changes its major version and the data is not restored into the new one", ""),
        new("A server of another major does not start on the files: people then delete the volume to get it running.", ""));

    /// <summary>HOP202.</summary>
    public static readonly Rule UnknownOrDescendingRelease = Rule.Error(
        "HOP202",
        new("A hop starts from or leads to an unknown release, or does not lead upwards", ""),
        new("What a release needs is known from the application's file; old code on a newer schema corrupts data while it looks healthy.", ""));

    /// <summary>HOP203.</summary>
    public static readonly Rule AnotherVersionExpected = Rule.Error(
        "HOP203",
        new("The version that is checked at the end is not the one the hop leads to", ""),
        new("The check would fail on success, or pass on failure.", ""));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        MajorChangedWithoutRestore,
        UnknownOrDescendingRelease,
        AnotherVersionExpected,
    ];
}
