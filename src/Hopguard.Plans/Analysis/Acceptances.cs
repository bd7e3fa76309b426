using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis;

/// <summary>Applies the exceptions that plans write beside their steps.</summary>
internal static class Acceptances
{
    /// <summary>Findings that an exception covers are accepted: they stay, as notes.</summary>
    public static ImmutableArray<Finding> Apply(ImmutableArray<PlanException> exceptions, ImmutableArray<Finding> findings)
    {
        if (exceptions.IsEmpty)
            return findings;

        var byRule = exceptions.ToLookup(exception => exception.RuleId, StringComparer.Ordinal);
        return
        [
            .. findings.Select(finding => byRule[finding.Rule.Id].FirstOrDefault(exception => exception.Covers(finding.Place)) is { } found
                ? finding with { Severity = Severity.Note, Accepted = new Acceptance(found.Reason, found.Place) }
                : finding),
        ];
    }

    /// <summary>Exceptions that no finding needed.</summary>
    public static IEnumerable<Finding> Unused(ImmutableArray<PlanException> exceptions, ImmutableArray<Finding> findings)
    {
        if (exceptions.IsEmpty)
            return [];

        var used = new HashSet<SourcePlace>(findings.Where(finding => finding.Accepted is not null).Select(finding => finding.Accepted!.Place));
        return exceptions.Where(exception => !used.Contains(exception.Place)).Select(exception => new Finding(
            SyntaxRules.UnusedException,
            exception.Place,
            new(
                $"Exception for '{exception.RuleId}' accepts nothing; remove it, or write it beside the step that needs it",
                $"'{exception.RuleId}' の例外に該当する指摘がありません。取り除くか、必要なステップの隣に書いてください"),
            []));
    }
}
