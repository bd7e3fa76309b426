using System.Text;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Summaries;

namespace Hopguard.Reporting.Pages;

/// <summary>Leaves the report where it is looked for when a run is closed: in the run's folder, and on the summary page of the CI job.</summary>
/// <param name="summaryPath">The file of the job's summary page; null or empty for none.</param>
/// <param name="language">The language of the report.</param>
public sealed class ReportObserver(string? summaryPath, Language language) : IRunObserver
{
    /// <summary>For the job that this process runs in.</summary>
    public ReportObserver(Language language)
        : this(Environment.GetEnvironmentVariable(JobSummary.Variable), language)
    {
    }

    /// <inheritdoc />
    public void On(RunEvent runEvent)
    {
        if (runEvent is not RunEvent.RunClosed { Report: var report })
            return;

        var phrases = Phrases.For(language);
        var markdown = MarkdownReport.Render(report, phrases);
        JobSummary.Append(markdown + string.Concat(MermaidDiagrams.OfTimes(report, phrases).Select(line => line + '\n')), summaryPath);
        try
        {
            var folder = new RunFolder(report.Folder);
            DurableFile.Write(folder.Report, Encoding.UTF8.GetBytes(markdown));
            DurableFile.Write(folder.ReportPage, Encoding.UTF8.GetBytes(HtmlReport.Render(report, phrases)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The report can be made again from the journal at any time; the run itself went as it went.
        }
    }
}
