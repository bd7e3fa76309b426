using Hopguard.Plans.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Writes findings down.</summary>
public static class FindingReport
{
    /// <summary>The format for a place: annotations in the CI systems that have them, text elsewhere.</summary>
    public static FindingFormat FormatFor(OutputKind kind) => kind switch
    {
        OutputKind.GitHub => FindingFormat.GitHub,
        OutputKind.Azure => FindingFormat.Azure,
        _ => FindingFormat.Text,
    };

    /// <summary>Writes all findings.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="findings">The findings, in any order.</param>
    /// <param name="style">How.</param>
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings, FindingStyle style)
    {
        foreach (var line in Render(findings, style))
            output.WriteLine(line);
    }

    private static IEnumerable<string> Render(IReadOnlyList<Finding> findings, FindingStyle style) => style.Format switch
    {
        FindingFormat.GitHub => GitHubAnnotations.Render(findings, style.Language),
        FindingFormat.Azure => AzureIssues.Render(findings, style.Language),
        FindingFormat.Sarif => [SarifLog.Render(findings, style)],
        FindingFormat.Json => [FindingJson.Render(findings, style.Language)],
        FindingFormat.Html => [FindingPage.Render(findings, style).TrimEnd('\n')],
        FindingFormat.Markdown => FindingMarkdown.Render(findings, style.Language),
        _ => FindingText.Render(findings, style),
    };
}
