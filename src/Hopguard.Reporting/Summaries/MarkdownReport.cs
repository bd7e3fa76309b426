using System.Globalization;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>A run's report as Markdown: <c>report.md</c> of the run's folder, and the summary of a CI job. The verdict comes first.</summary>
public static class MarkdownReport
{
    /// <summary>The report, with line feeds and one at its end.</summary>
    public static string Render(RunReport report, Phrases? phrases = null)
    {
        phrases ??= Phrases.English;
        IEnumerable<string> lines =
        [
            $"# {Markdown.Text(TitleOf(report))}: {phrases[OutcomeOf(report)]}",
            string.Empty,
            .. Verdict(report.Verdict, phrases),
            .. Facts(report, phrases),
            .. Steps(report.Steps, phrases),
            .. report.Comparisons.SelectMany(pair => Comparison(new ComparisonText(pair.Key, pair.Value, phrases))),
            .. Kept(report, phrases),
        ];
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>What was brought from where to where.</summary>
    internal static string TitleOf(RunReport report) =>
        report.To is { } to ? $"{report.Application} {report.From} to {to}" : $"{report.Application} {report.From}, {report.PlanId}";

    /// <summary>What became of it, in a word or two. A rollback that went well is no upgrade that did.</summary>
    internal static string OutcomeOf(RunReport report) => !report.Verdict.Success ? "did not succeed" : report.State == RunState.RolledBack ? "rolled back" : "succeeded";

    private static IEnumerable<string> Verdict(RunVerdict verdict, Phrases phrases)
    {
        IEnumerable<string> next = verdict.Next.Count == 0 ? [] : [$"**{phrases["Type next"]}:**", string.Empty, .. Markdown.Block(verdict.Next.Select(line => phrases[line])), string.Empty];
        var happened = Quotation.Of(phrases[verdict.Happened]);
        return
        [
            $"**{phrases["What happened"]}:** {Markdown.Text(happened.Sentence)}",
            string.Empty,
            .. happened.All.Count == 0 ? Array.Empty<string>() : [.. Markdown.Block(happened.End), string.Empty],
            $"**{phrases["State now"]}:** {Markdown.Text(phrases[verdict.State])}",
            string.Empty,
            .. next,
        ];
    }

    private static IEnumerable<string> Facts(RunReport report, Phrases phrases) =>
        ["| | |", "| --- | --- |", .. FactsOf(report, phrases).Select(fact => Markdown.Row(phrases[fact.Name], Markdown.Text(fact.Text)))];

    /// <summary>What identifies the run.</summary>
    internal static IEnumerable<(string Name, string Text)> FactsOf(RunReport report, Phrases phrases) =>
        [
            ("Plan", $"{report.PlanId}: {phrases[report.PlanSummary]}"),
            ("Project", report.Project),
            ("Deployment", report.Deployment),
            ("Run", $"{report.RunId} in {report.Folder}"),
            ("Begun", UtcTimes.Of(report.StartedAt)),
            ("Outage", phrases[RunSummary.Tell(report.Outage) ?? "none"]),
            .. (report.Route is { } route ? RunSummary.TellRoute(route) : []).Select(line => ("Route", phrases[line])),
        ];

    private static IEnumerable<string> Steps(IReadOnlyList<StepReport> steps, Phrases phrases) =>
    [
        string.Empty,
        $"## {phrases["Steps"]}",
        string.Empty,
        Markdown.Row(["#", .. new[] { "step", "status", "time", "summary" }.Select(head => phrases[head])]),
        Markdown.Row("---:", "---", "---", "---:", "---"),
        .. steps.Select((step, index) => Markdown.Row(
            (index + 1).ToString(CultureInfo.InvariantCulture), Markdown.Text(step.Id), phrases[StatusWords.Of(step.Status)], StatusWords.TimeOf(step), Markdown.Text(Quotation.Of(phrases[step.Summary]).Line))),
    ];

    private static IEnumerable<string> Comparison(ComparisonText comparison) =>
    [
        string.Empty,
        $"## {Markdown.Text(comparison.Heading)}",
        string.Empty,
        Markdown.Text(comparison.Sides),
        .. comparison.Differences.Count == 0 ? Array.Empty<string>() : [string.Empty],
        .. comparison.Differences.Select(difference => "- " + Markdown.Text(difference)),
    ];

    private static IEnumerable<string> Kept(RunReport report, Phrases phrases) => report.Kept.Count == 0 ? [] :
    [
        string.Empty,
        $"## {phrases["Kept"]}",
        string.Empty,
        Markdown.Row(new[] { "what", "size", "where" }.Select(head => phrases[head])),
        Markdown.Row("---", "---:", "---"),
        .. report.Kept.Select(item => Markdown.Row(Markdown.Text(phrases[item.What]), item.Size is { } size ? Sizes.Of(size) : "-", Markdown.Text(item.Where))),
        .. report.Removals.SelectMany(line => new[] { string.Empty, Markdown.Text(phrases[line]) }),
    ];
}
