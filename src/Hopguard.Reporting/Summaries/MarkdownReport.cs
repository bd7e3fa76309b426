using System.Globalization;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;

namespace Hopguard.Reporting.Summaries;

/// <summary>A run's report as Markdown: <c>report.md</c> of the run's folder, and the summary of a CI job. The verdict comes first.</summary>
public static class MarkdownReport
{
    private const int MostDifferences = 200;

    /// <summary>The report, with line feeds and one at its end.</summary>
    public static string Render(RunReport report, Phrases? phrases = null)
    {
        phrases ??= Phrases.English;
        IEnumerable<string> lines =
        [
            $"# {Markdown.Text(TitleOf(report))}: {phrases[report.Verdict.Success ? "succeeded" : "did not succeed"]}",
            string.Empty,
            .. Verdict(report.Verdict, phrases),
            .. Facts(report, phrases),
            .. Steps(report.Steps, phrases),
            .. report.Comparisons.SelectMany(pair => Comparison(pair.Key, pair.Value, phrases)),
            .. Kept(report.Kept, phrases),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string TitleOf(RunReport report) =>
        report.To is { } to ? $"{report.Application} {report.From} to {to}" : $"{report.Application} {report.From}, {report.PlanId}";

    private static IEnumerable<string> Verdict(RunVerdict verdict, Phrases phrases)
    {
        IEnumerable<string> next = verdict.Next.Count == 0 ? [] : [$"**{phrases["Type next"]}:**", string.Empty, .. Markdown.Block(verdict.Next.Select(line => phrases[line])), string.Empty];
        return
        [
            $"**{phrases["What happened"]}:** {Markdown.Text(phrases[verdict.Happened])}",
            string.Empty,
            $"**{phrases["State now"]}:** {Markdown.Text(phrases[verdict.State])}",
            string.Empty,
            .. next,
        ];
    }

    private static IEnumerable<string> Facts(RunReport report, Phrases phrases)
    {
        (string Name, string Text)[] facts =
        [
            ("Plan", $"{report.PlanId}: {phrases[report.PlanSummary]}"),
            ("Project", report.Project),
            ("Deployment", report.Deployment),
            ("Run", $"{report.RunId} in {report.Folder}"),
            ("Begun", report.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("Outage", phrases[RunSummary.Tell(report.Outage) ?? "none"]),
            .. (report.Route is { } route ? RunSummary.TellRoute(route) : []).Select(line => ("Route", phrases[line])),
        ];
        return ["| | |", "| --- | --- |", .. facts.Select(fact => Markdown.Row(phrases[fact.Name], Markdown.Text(fact.Text)))];
    }

    private static IEnumerable<string> Steps(IReadOnlyList<StepReport> steps, Phrases phrases) =>
    [
        string.Empty,
        $"## {phrases["Steps"]}",
        string.Empty,
        Markdown.Row(["#", .. new[] { "step", "status", "time", "summary" }.Select(head => phrases[head])]),
        Markdown.Row("---:", "---", "---", "---:", "---"),
        .. steps.Select((step, index) => Markdown.Row(
            (index + 1).ToString(CultureInfo.InvariantCulture), Markdown.Text(step.Id), phrases[StatusWords.Of(step.Status)], StatusWords.TimeOf(step), Markdown.Text(phrases[step.Summary]))),
    ];

    private static IEnumerable<string> Comparison(string stepId, ComparisonEvidence comparison, Phrases phrases)
    {
        var count = comparison.Differences.Count;
        IEnumerable<string> more = count > MostDifferences
            ? ["- " + Markdown.Text(phrases[$"and {Counts.Of(count - MostDifferences)} more, in evidence '{ComparisonEvidence.FileName(stepId)}'"])]
            : [];
        return
        [
            string.Empty,
            $"## {phrases["Fingerprints"]}, {Markdown.Text(stepId)}: {phrases[count == 0 ? "equal" : RunSummary.Differences(count)]}",
            string.Empty,
            Markdown.Text(phrases[$"between {comparison.Left} and {comparison.Right}"] + "; " + phrases[$"counted {RunSummary.CountsOf(comparison)}"]),
            .. count == 0 ? Array.Empty<string>() : [string.Empty],
            .. comparison.Differences.Take(MostDifferences).Select(difference => "- " + Markdown.Text(phrases[difference])),
            .. more,
        ];
    }

    private static IEnumerable<string> Kept(IReadOnlyList<KeptItem> kept, Phrases phrases) => kept.Count == 0 ? [] :
    [
        string.Empty,
        $"## {phrases["Kept"]}",
        string.Empty,
        Markdown.Row(new[] { "what", "size", "where" }.Select(head => phrases[head])),
        Markdown.Row("---", "---:", "---"),
        .. kept.Select(item => Markdown.Row(Markdown.Text(phrases[item.What]), item.Size is { } size ? Sizes.Of(size) : "-", Markdown.Text(item.Where))),
    ];
}
