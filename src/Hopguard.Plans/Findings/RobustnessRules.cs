using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>What works on a good day only.</summary>
public static class RobustnessRules
{
    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
    ];
}
