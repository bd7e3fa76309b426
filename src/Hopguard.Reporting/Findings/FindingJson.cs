using Hopguard.Plans.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings for programs: an object with the numbers by severity and the findings by place. Keys are added in later versions, never renamed.</summary>
public static class FindingJson
{
    /// <summary>The JSON text, without a line break at its end.</summary>
    public static string Render(IReadOnlyList<Finding> findings, Language language) => ReportJson.Write(
        new
        {
            Language = language == Language.Japanese ? "ja" : "en",
            Errors = Count(FindingOrder.Open(findings), Severity.Error),
            Warnings = Count(FindingOrder.Open(findings), Severity.Warning),
            Notes = Count(FindingOrder.Open(findings), Severity.Note),
            Findings = FindingOrder.ByPlace(findings).Select(finding => Shape(finding, language)),
        },
        sparse: false);

    private static int Count(IEnumerable<Finding> findings, Severity severity) => findings.Count(finding => finding.Severity == severity);

    private static object Shape(Finding finding, Language language) => new
    {
        Rule = finding.Rule.Id,
        Severity = FindingWords.Word(finding.Severity),
        Title = finding.Rule.Title.In(language),
        Message = finding.Message.In(language),
        Explanation = finding.Rule.Explanation.In(language),
        finding.Rule.Page,
        Place = Shape(finding.Place),
        Accepted = finding.Accepted is { } accepted ? new { accepted.Reason, Place = Shape(accepted.Place) } : null,
        Related = finding.Related.Select(related => new { Message = related.Message.In(language), Place = Shape(related.Place) }),
    };

    private static object? Shape(SourcePlace place) => place.Line == 0
        ? null
        : new { place.Path, place.Line, place.Column, place.EndLine, place.EndColumn };
}
