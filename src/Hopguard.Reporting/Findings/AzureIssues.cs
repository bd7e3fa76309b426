using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Dialects;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings as issues of Azure Pipelines, the worst first. It knows errors and warnings only: a note is a plain line.</summary>
public static class AzureIssues
{
    /// <summary>One line for each finding.</summary>
    public static IEnumerable<string> Render(IReadOnlyList<Finding> findings, Language language) =>
        FindingOrder.WorstFirst(FindingOrder.Open(findings)).Select(finding => One(finding, language));

    /// <summary>The command that shows a Markdown file on the page of the run. An agent that allows few commands refuses it with a warning.</summary>
    public static string UploadPage(string file) => $"##vso[task.uploadsummary]{Untrusted.Line(file)}";

    private static string One(Finding finding, Language language)
    {
        var related = string.Concat(finding.Related.Select(place => "; " + Untrusted.Line($"{place.Place}: {place.Message.In(language)}")));
        var message = Untrusted.Line(finding.Message.In(language)) + related;
        var place = finding.Place;
        if (finding.Severity == Severity.Note)
            return Untrusted.Line($"{(place.Line == 0 ? string.Empty : $"{place}: ")}note {finding.Rule.Id}: {message}");

        return AzureDialect.Command(
            "task.logissue",
            [
                ("type", FindingWords.Word(finding.Severity)),
                ("sourcepath", Untrusted.Line(place.Path)),
                ("linenumber", Number(place.Line)),
                ("columnnumber", Number(place.Column)),
                ("code", finding.Rule.Id),
            ],
            message);
    }

    private static string Number(int number) => number == 0 ? string.Empty : number.ToString(CultureInfo.InvariantCulture);
}
