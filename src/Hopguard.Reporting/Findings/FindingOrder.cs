using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Findings;

/// <summary>Orders in which findings are shown.</summary>
internal static class FindingOrder
{
    /// <summary>Those that nobody accepted: they count.</summary>
    public static IReadOnlyList<Finding> Open(IEnumerable<Finding> findings) => [.. findings.Where(finding => finding.Accepted is null)];

    /// <summary>Those that the plan accepts, as one reads the files.</summary>
    public static IReadOnlyList<Finding> Accepted(IEnumerable<Finding> findings) => [.. ByPlace(findings.Where(finding => finding.Accepted is not null))];

    /// <summary>As one reads the files.</summary>
    public static IEnumerable<Finding> ByPlace(IEnumerable<Finding> findings) => findings
        .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
        .ThenBy(finding => finding.Place.Line)
        .ThenBy(finding => finding.Place.Column)
        .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal);

    /// <summary>The worst first, data safety before the rest: where only a few are shown, these are.</summary>
    public static IEnumerable<Finding> WorstFirst(IEnumerable<Finding> findings) =>
        ByPlace(findings).OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule.Family);
}
