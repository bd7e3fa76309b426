using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Pages;
using Hopguard.Reporting.Tests.Support;

namespace Hopguard.Reporting.Tests.Pages;

public sealed class ReportObserverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-report-").FullName;

    private string Summary => Path.Combine(_folder, "summary.md");

    [Fact]
    public void The_report_is_left_in_the_folder_of_the_run_and_on_the_page_of_the_job()
    {
        Close(_folder);
        File.ReadAllText(Path.Combine(_folder, "report.md")).Should().StartWith("# CVAT 2.2.0 to 2.3.0: succeeded\n");
        File.ReadAllText(Path.Combine(_folder, "report.html")).Should().StartWith("<!DOCTYPE html>").And.Contain("<title>CVAT 2.2.0 to 2.3.0: succeeded</title>");
        File.ReadAllText(Summary).Should().Be(File.ReadAllText(Path.Combine(_folder, "report.md")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_fails_nothing()
    {
        Close(Path.Combine(_folder, "gone"));
        File.Exists(Summary).Should().BeTrue();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Close(string folder)
    {
        var observer = new ReportObserver(Summary, Language.English);
        observer.On(new RunEvent.StepWaits("accept", "x"));
        observer.On(new RunEvent.RunClosed(Reports.Upgrade() with { Folder = folder }));
    }
}
