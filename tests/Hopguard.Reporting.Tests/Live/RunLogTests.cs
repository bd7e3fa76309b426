using Hopguard.Engine.Reports;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Tests.Support;

namespace Hopguard.Reporting.Tests.Live;

public sealed class RunLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-log").FullName;

    [Fact]
    public void What_a_run_tells_stands_in_its_folder()
    {
        Tell();
        File.ReadAllText(Path.Combine(_folder, "run.log")).Should().Contain("pg_dump said hello");
    }

    /// <summary>Everything that is written to this device fails as on a full disk.</summary>
    [Fact]
    public void A_full_disk_ends_no_run()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "run.log"), "/dev/full");
        FluentActions.Invoking(Tell).Should().NotThrow();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Tell()
    {
        using var log = new RunLog(TimeProvider.System);
        log.On(new RunEvent.RunOpened("run", "CVAT 2.2.0 -> 2.3.0", _folder, Resumed: false, 0, 1));
        log.On(new RunEvent.StepStarted("dump-database", 1, 1, "dumps"));
        log.On(new RunEvent.StepLogged("dump-database", "pg_dump said hello"));
        log.On(new RunEvent.RunClosed(Reports.Upgrade()));
    }
}
