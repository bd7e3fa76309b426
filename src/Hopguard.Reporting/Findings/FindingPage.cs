using System.Globalization;
using System.Xml.Linq;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Pages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings as a page for a browser: the counts, and the lines of each plan with what is wrong below them.</summary>
internal static class FindingPage
{
    // What stands around a line says which step it is.
    private const int Around = 3;
    private const int WidestSource = 400;

    /// <summary>The page's text.</summary>
    public static string Render(IReadOnlyList<Finding> findings, FindingStyle style)
    {
        var open = FindingOrder.Open(findings);
        var isRefused = open.Any(finding => finding.Severity == Severity.Error);
        return Page.Render(
            FindingWords.Title.In(style.Language), Phrases.For(style.Language),
            [
                new XElement("div", new XAttribute("class", isRefused ? "verdict bad" : "verdict good"), Page.Paragraph(FindingWords.CountsOf(open, style.Language))),
                .. FindingOrder.ByPlace(open).GroupBy(finding => finding.Place.Path, StringComparer.Ordinal).Select(file => Page.Section(file.Key, File([.. file], style))),
                Accepted(FindingOrder.Accepted(findings), style.Language),
            ]);
    }

    private static XElement File(IReadOnlyList<Finding> findings, FindingStyle style)
    {
        var lines = (style.Sources(findings[0].Place.Path) ?? string.Empty).ReplaceLineEndings("\n").Split('\n');
        var shown = findings.SelectMany(finding => Enumerable.Range(finding.Place.Line - Around, (2 * Around) + 1)).Where(line => line >= 1 && line <= lines.Length).Distinct().Order().ToList();
        var items = new List<XElement>();
        items.AddRange(findings.Where(finding => finding.Place.Line < 1 || finding.Place.Line > lines.Length).Select(finding => Told(finding, style.Language)));
        foreach (var (index, line) in shown.Index())
        {
            if (index > 0 && shown[index - 1] != line - 1)
                items.Add(new XElement("li", new XAttribute("class", "gap"), "…"));
            items.Add(new XElement("li", new XElement("code", $"{line.ToString(CultureInfo.InvariantCulture),5}  {TextLayout.Clip(Untrusted.Quoted(lines[line - 1]), WidestSource)}")));
            items.AddRange(findings.Where(finding => finding.Place.Line == line).Select(finding => Told(finding, style.Language)));
        }

        return new XElement("ol", new XAttribute("class", "source"), items);
    }

    private static XElement Told(Finding finding, Language language) => new(
        "li", new XAttribute("class", finding.Severity == Severity.Error ? "finding bad" : "finding"),
        new XElement("strong", $"{FindingWords.Name(finding.Severity).In(language)} {finding.Rule.Id}"), $" {Untrusted.Line(finding.Message.In(language))}",
        Page.Bullets([.. finding.Related.Select(related => FindingWords.At(related.Place) + related.Message.In(language))]),
        new XElement("details", new XElement("summary", Untrusted.Line(finding.Rule.Title.In(language))), Page.Paragraph(finding.Rule.Explanation.In(language))));

    private static XElement? Accepted(IReadOnlyList<Finding> findings, Language language) => findings.Count == 0 ? null : Page.Section(
        FindingWords.Accepted.In(language),
        Page.Table(
            [.. new[] { FindingWords.RuleHead, FindingWords.PlaceHead, FindingWords.ReasonHead }.Select(head => head.In(language))],
            [.. findings.Select(finding => (IReadOnlyList<string>)[finding.Rule.Id, FindingWords.PlaceOf(finding.Place), finding.Accepted!.Reason])]));
}
