using Hopguard.Plans.Findings;
using Hopguard.Reporting.Summaries;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings as a page: a table, the worst first, and what the rules in it say.</summary>
public static class FindingMarkdown
{
    /// <summary>The page's lines.</summary>
    public static IEnumerable<string> Render(IReadOnlyList<Finding> findings, Language language)
    {
        var open = FindingOrder.WorstFirst(FindingOrder.Open(findings)).ToList();
        return
        [
            $"## {FindingWords.Title.In(language)}",
            "",
            Markdown.Text(FindingWords.CountsOf(open, language)),
            .. Table(open, language),
            .. Rules(open, language),
            .. Accepted(FindingOrder.Accepted(findings), language),
        ];
    }

    private static IEnumerable<string> Table(List<Finding> findings, Language language)
    {
        if (findings.Count == 0)
            return [];

        var heads = new[] { FindingWords.SeverityHead, FindingWords.RuleHead, FindingWords.PlaceHead, FindingWords.MessageHead };
        return
        [
            "",
            Markdown.Row(heads.Select(head => head.In(language))),
            Markdown.Row(heads.Select(_ => "---")),
            .. findings.Select(finding => Markdown.Row(FindingWords.Name(finding.Severity).In(language), finding.Rule.Id, At(finding.Place), Told(finding, language))),
        ];
    }

    private static IEnumerable<string> Accepted(IReadOnlyList<Finding> findings, Language language)
    {
        if (findings.Count == 0)
            return [];

        var heads = new[] { FindingWords.RuleHead, FindingWords.PlaceHead, FindingWords.ReasonHead };
        return
        [
            "",
            $"### {FindingWords.Accepted.In(language)}",
            "",
            Markdown.Row(heads.Select(head => head.In(language))),
            Markdown.Row(heads.Select(_ => "---")),
            .. findings.Select(finding => Markdown.Row(finding.Rule.Id, At(finding.Place), Markdown.Text(finding.Accepted!.Reason))),
        ];
    }

    private static string Told(Finding finding, Language language)
    {
        var related = finding.Related.Select(place => $"<br>{At(place.Place)} {Markdown.Text(place.Message.In(language))}");
        return Markdown.Text(finding.Message.In(language)) + string.Concat(related);
    }

    private static string At(SourcePlace place) => Markdown.Text(FindingWords.PlaceOf(place));

    private static IEnumerable<string> Rules(List<Finding> findings, Language language)
    {
        var rules = findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        return rules.Count == 0
            ? []
            : ["", .. rules.Select(rule => $"- **{rule.Id}** {Markdown.Text(rule.Title.In(language))}: {Markdown.Text(rule.Explanation.In(language))}")];
    }
}
