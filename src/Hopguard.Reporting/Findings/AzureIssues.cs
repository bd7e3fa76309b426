using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Dialects;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings as issues of Azure Pipelines, the worst first. It knows errors and warnings only: a note is a plain line.</summary>
public static class AzureIssues
{
    /// <summary>One line for each finding.</summary>
    public static IEnumerable<string> Render(IReadOnlyList<Finding> findings) => FindingOrder.WorstFirst(findings).Select(One);

    private static string One(Finding finding)
    {
        var related = string.Concat(finding.Related.Select(place => "; " + Untrusted.Line($"{place.Place}: {place.Message.English}")));
        var message = Untrusted.Line(finding.Message.English) + related;
        var place = finding.Place;
        if (finding.Severity == Severity.Note)
            return Untrusted.Line($"{(place.Line == 0 ? string.Empty : $"{place}: ")}note {finding.Rule.Id}: {message}");

        return AzureDialect.Command(
            "task.logissue",
            [
                ("type", FindingOrder.Word(finding.Severity)),
                ("sourcepath", Untrusted.Line(place.Path)),
                ("linenumber", Number(place.Line)),
                ("columnnumber", Number(place.Column)),
                ("code", finding.Rule.Id),
            ],
            message);
    }

    private static string Number(int number) => number == 0 ? string.Empty : number.ToString(CultureInfo.InvariantCulture);
}
