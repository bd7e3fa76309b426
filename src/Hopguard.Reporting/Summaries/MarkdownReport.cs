using System.Globalization;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Formatting;

namespace Hopguard.Reporting.Summaries;

/// <summary>A run's report as Markdown: <c>report.md</c> of the run's folder, and the summary of a CI job. The verdict comes first.</summary>
public static class MarkdownReport
{
    private const int MostDifferences = 200;

    /// <summary>The report, with line feeds and one at its end.</summary>
    public static string Render(RunReport report)
    {
        IEnumerable<string> lines =
        [
            $"# {Markdown.Text(TitleOf(report))}: {(report.Verdict.Success ? "succeeded" : "did not succeed")}",
            string.Empty,
            .. Verdict(report.Verdict),
            .. Facts(report),
            .. Steps(report.Steps),
            .. report.Comparisons.SelectMany(pair => Comparison(pair.Key, pair.Value)),
            .. Kept(report.Kept),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string TitleOf(RunReport report) =>
        report.To is { } to ? $"{report.Application} {report.From} to {to}" : $"{report.Application} {report.From}, {report.PlanId}";

    private static IEnumerable<string> Verdict(RunVerdict verdict)
    {
        IEnumerable<string> next = verdict.Next.Count == 0 ? [] : ["**Type next:**", string.Empty, .. Markdown.Block(verdict.Next), string.Empty];
        return
        [
            $"**What happened:** {Markdown.Text(verdict.Happened)}",
            string.Empty,
            $"**State now:** {Markdown.Text(verdict.State)}",
            string.Empty,
            .. next,
        ];
    }

    private static IEnumerable<string> Facts(RunReport report)
    {
        (string Name, string Text)[] facts =
        [
            ("Plan", $"{report.PlanId}: {report.PlanSummary}"),
            ("Project", report.Project),
            ("Deployment", report.Deployment),
            ("Run", $"{report.RunId} in {report.Folder}"),
            ("Begun", report.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("Downtime", report.Downtime is { } downtime ? Durations.Of(downtime) : "none"),
        ];
        return ["| | |", "| --- | --- |", .. facts.Select(fact => Markdown.Row(fact.Name, Markdown.Text(fact.Text)))];
    }

    private static IEnumerable<string> Steps(IReadOnlyList<StepReport> steps) =>
    [
        string.Empty,
        "## Steps",
        string.Empty,
        Markdown.Row("#", "step", "status", "time", "summary"),
        Markdown.Row("---:", "---", "---", "---:", "---"),
        .. steps.Select((step, index) => Markdown.Row(
            (index + 1).ToString(CultureInfo.InvariantCulture), Markdown.Text(step.Id), StatusWords.Of(step.Status), StatusWords.TimeOf(step), Markdown.Text(step.Summary))),
    ];

    private static IEnumerable<string> Comparison(string stepId, ComparisonEvidence comparison)
    {
        var count = comparison.Differences.Count;
        IEnumerable<string> more = count > MostDifferences
            ? [$"- and {count - MostDifferences} more, in evidence {Markdown.Text(ComparisonEvidence.FileName(stepId))}"]
            : [];
        return
        [
            string.Empty,
            $"## Fingerprints of {Markdown.Text(stepId)}: {(count == 0 ? "equal" : RunSummary.Differences(count))}",
            string.Empty,
            Markdown.Text($"Between {comparison.Left} and {comparison.Right}. Counted: {RunSummary.CountsOf(comparison)}."),
            .. count == 0 ? Array.Empty<string>() : [string.Empty],
            .. comparison.Differences.Take(MostDifferences).Select(difference => "- " + Markdown.Text(difference)),
            .. more,
        ];
    }

    private static IEnumerable<string> Kept(IReadOnlyList<KeptItem> kept) => kept.Count == 0 ? [] :
    [
        string.Empty,
        "## Kept",
        string.Empty,
        Markdown.Row("what", "size", "where"),
        Markdown.Row("---", "---:", "---"),
        .. kept.Select(item => Markdown.Row(Markdown.Text(item.What), item.Size is { } size ? Sizes.Of(size) : "-", Markdown.Text(item.Where))),
    ];
}
