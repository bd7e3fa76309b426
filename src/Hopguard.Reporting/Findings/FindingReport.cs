using Hopguard.Plans.Findings;
using Hopguard.Reporting.Live;

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
    /// <param name="format">How.</param>
    /// <param name="sources">The text of a file by its path in the findings, or null when it is not to be had; asked for text only.</param>
    /// <param name="colour">Whether colours are welcome; for text only.</param>
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings, FindingFormat format, Func<string, string?> sources, bool colour = false)
    {
        var lines = format switch
        {
            FindingFormat.GitHub => GitHubAnnotations.Render(findings),
            FindingFormat.Azure => AzureIssues.Render(findings),
            FindingFormat.Json => [FindingJson.Render(findings)],
            _ => FindingText.Render(findings, sources, colour),
        };
        foreach (var line in lines)
            output.WriteLine(line);
    }
}
