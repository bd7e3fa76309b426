using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Findings;

/// <summary>Orders in which findings are shown, and their number in words.</summary>
internal static class FindingOrder
{
    /// <summary>As one reads the files.</summary>
    public static IEnumerable<Finding> ByPlace(IEnumerable<Finding> findings) => findings
        .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
        .ThenBy(finding => finding.Place.Line)
        .ThenBy(finding => finding.Place.Column)
        .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal);

    /// <summary>The worst first, data safety before the rest: where only a few are shown, these are.</summary>
    public static IEnumerable<Finding> WorstFirst(IEnumerable<Finding> findings) =>
        ByPlace(findings).OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule.Family);

    /// <summary><c>2 errors, 1 warning</c>; <c>no findings</c>.</summary>
    public static string CountsOf(IReadOnlyCollection<Finding> findings)
    {
        var counts = new[] { Severity.Error, Severity.Warning, Severity.Note }
            .Select(severity => Count(findings.Count(finding => finding.Severity == severity), severity))
            .OfType<string>()
            .ToList();
        return counts.Count == 0 ? "no findings" : string.Join(", ", counts);
    }

    /// <summary>The severity as compilers write it.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static string? Count(int count, Severity severity) => count switch
    {
        0 => null,
        1 => "1 " + Word(severity),
        _ => $"{Formatting.Counts.Of(count)} {Word(severity)}s",
    };
}
