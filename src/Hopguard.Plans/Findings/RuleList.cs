using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Every rule there is, in the order of ids.</summary>
public static class RuleList
{
    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. DataSafetyRules.All, .. OrderRules.All, .. VersionRules.All, .. RobustnessRules.All, .. SecurityRules.All, .. SyntaxRules.All,
    ];
}
