using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>What opens a door.</summary>
public static class SecurityRules
{
    /// <summary>HOP401.</summary>
    public static readonly Rule InsecureArchive = Rule.Error(
        "HOP401",
        new("An archive is fetched without HTTPS", ""),
        new("Whoever sits on the way can replace the code that will run.", ""));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        InsecureArchive,
    ];
}
