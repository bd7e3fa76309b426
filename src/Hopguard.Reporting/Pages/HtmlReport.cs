using System.Xml.Linq;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Pages;

/// <summary>
/// A run's report as a page for a browser: <c>report.html</c> of the run's folder. What <see cref="MarkdownReport"/> says, and when each step was worked on, when users had no answer, and which copies held the
/// data meanwhile. Without colours and without its bars it says the same.
/// </summary>
public static class HtmlReport
{
    /// <summary>The page's text.</summary>
    public static string Render(RunReport report, Phrases? phrases = null)
    {
        phrases ??= Phrases.English;
        return Page.Render(
            $"{MarkdownReport.TitleOf(report)}: {phrases[MarkdownReport.OutcomeOf(report)]}", phrases,
            [
                Verdict(report.Verdict, phrases),
                Route(report.Route, phrases),
                Page.Section(phrases["Steps"], StepTimes.Of(report, phrases)),
                Page.Section(phrases["Copies of the data"], CopiesOf(report, phrases)),
                .. report.Comparisons.Select(pair => Comparison(new ComparisonText(pair.Key, pair.Value, phrases))),
                Page.Section(phrases["Kept"], Kept(report, phrases), Page.Bullets([.. report.Removals.Select(line => phrases[line])])),
                Page.Section(phrases["This run"], Facts(report, phrases)),
            ]);
    }

    private static XElement Verdict(RunVerdict verdict, Phrases phrases)
    {
        var happened = Quotation.Of(phrases[verdict.Happened]);
        return new XElement(
            "div", new XAttribute("class", verdict.Success ? "verdict good" : "verdict bad"),
            new XElement("p", new XElement("strong", phrases["What happened"]), Untrusted.Line(happened.Sentence)),
            Page.Block([.. happened.All]),
            new XElement("p", new XElement("strong", phrases["State now"]), Untrusted.Line(phrases[verdict.State])),
            verdict.Next.Count == 0 ? null : new XElement("p", new XElement("strong", phrases["Type next"])),
            Page.Block([.. verdict.Next.Select(line => phrases[line])]));
    }

    private static XElement? Route(RouteReport? route, Phrases phrases) => route is null ? null : Page.Section(
        phrases["Route"], new XElement("ol", new XAttribute("class", "route"), RunSummary.TellRoute(route).Select(line => new XElement("li", Untrusted.Line(phrases[line])))));

    private static XElement? CopiesOf(RunReport report, Phrases phrases) => Page.Table(
        [.. new[] { "copy", "stores", "begun", "proved", "where" }.Select(head => phrases[head])],
        [
            .. report.Copies.Select(copy => (IReadOnlyList<string>)
            [
                copy.Name, string.Join(", ", copy.Stores), UtcTimes.Of(copy.TakenAt),
                copy.Damage is { } damage ? phrases[$"damaged: {damage.What}"] : copy.Verification is { } proof ? $"{UtcTimes.Of(proof.At)}, {phrases[proof.Summary]}" : phrases["not verified"],
                copy.Folder,
            ]),
        ]);

    private static XElement? Comparison(ComparisonText comparison) => Page.Section(comparison.Heading, Page.Paragraph(comparison.Sides), Page.Bullets(comparison.Differences));

    private static XElement? Kept(RunReport report, Phrases phrases) => Page.Table(
        [.. new[] { "what", "size", "where" }.Select(head => phrases[head])],
        [.. report.Kept.Select(item => (IReadOnlyList<string>)[phrases[item.What], item.Size is { } size ? Sizes.Of(size) : "-", item.Where])]);

    private static XElement? Facts(RunReport report, Phrases phrases) => Page.Table(
        [phrases["what"], string.Empty],
        [.. MarkdownReport.FactsOf(report, phrases).Select(fact => (IReadOnlyList<string>)[phrases[fact.Name], fact.Text])]);
}
