using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings for programs: an object with the numbers by severity and the findings by place. Keys are added in later versions, never renamed.</summary>
public static class FindingJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Japanese stays readable; the output is no part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON text, without a line break at its end.</summary>
    public static string Render(IReadOnlyList<Finding> findings)
    {
        var text = JsonSerializer.Serialize(
            new
            {
                Errors = Count(findings, Severity.Error),
                Warnings = Count(findings, Severity.Warning),
                Notes = Count(findings, Severity.Note),
                Findings = FindingOrder.ByPlace(findings).Select(Shape),
            },
            Json);

        // An agent obeys '##[' and '##vso[' anywhere in its log, in a JSON text too; a number sign occurs inside of strings only.
        return WithoutInvisibles(text.ReplaceLineEndings("\n").Replace("##", "#\\u0023", StringComparison.Ordinal));
    }

    // The encoder escapes control characters, but not those that turn the reading direction round.
    private static string WithoutInvisibles(string text) => string.Concat(text.Select(letter =>
        char.GetUnicodeCategory(letter) == UnicodeCategory.Format ? $"\\u{(int)letter:X4}" : letter.ToString()));

    private static int Count(IEnumerable<Finding> findings, Severity severity) => findings.Count(finding => finding.Severity == severity);

    private static object Shape(Finding finding) => new
    {
        Rule = finding.Rule.Id,
        Severity = FindingOrder.Word(finding.Severity),
        Title = finding.Rule.Title.English,
        Message = finding.Message.English,
        Explanation = finding.Rule.Explanation.English,
        finding.Rule.Page,
        Place = Shape(finding.Place),
        Related = finding.Related.Select(related => new { Message = related.Message.English, Place = Shape(related.Place) }),
    };

    private static object? Shape(SourcePlace place) => place.Line == 0
        ? null
        : new { place.Path, place.Line, place.Column, place.EndLine, place.EndColumn };
}
