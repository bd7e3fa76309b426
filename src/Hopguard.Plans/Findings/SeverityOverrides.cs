using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>What findings weigh where somebody decided otherwise than the list of rules does. A plan is judged with one of these whoever judges it.</summary>
/// <param name="ByRule">The severity of a rule's findings, by the rule's id; null for a rule whose findings are not told.</param>
public sealed record SeverityOverrides(ImmutableDictionary<string, Severity?> ByRule)
{
    /// <summary>Every rule weighs what it weighs by itself.</summary>
    public static SeverityOverrides None { get; } = new(ImmutableDictionary<string, Severity?>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>Both, where these count more.</summary>
    public SeverityOverrides Over(SeverityOverrides others) => ByRule.IsEmpty ? others : new(others.ByRule.SetItems(ByRule));

    /// <summary>The findings with their severities. One that its plan accepts stays a note, and one of a rule that is not configurable what it is.</summary>
    public IEnumerable<Finding> Apply(IEnumerable<Finding> findings)
    {
        if (ByRule.IsEmpty)
            return findings;

        return findings
            .Select(finding => !finding.Rule.IsConfigurable || !ByRule.TryGetValue(finding.Rule.Id, out var severity) ? finding
                : severity is not { } weight ? null
                : finding.Accepted is null ? finding with { Severity = weight }
                : finding)
            .OfType<Finding>();
    }
}
