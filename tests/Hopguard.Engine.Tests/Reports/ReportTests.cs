using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using static Hopguard.Engine.Journals.JournalEntry;

namespace Hopguard.Engine.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly Plan _plan = TestBed.Hop() with
    {
        Steps =
        [
            new StopServices { Id = "stop" }, new DumpDatabase { Id = "dump-database", Store = Name.Of("database"), As = Name.Of("dump") },
            new VerifyVersion { Id = "verify", Expect = ReleaseVersion.Parse("2.3.0") },
        ],
    };

    [Fact]
    public void Without_a_stop_there_is_no_downtime() => Build([]).Downtime.Should().BeNull();

    [Fact]
    public void Downtime_runs_from_the_stop_to_the_version_read_back() =>
        Build([At(10, new StepStarted("stop")), At(12, new StepDone("stop", "x")), At(70, new StepDone("verify", "x"))]).Downtime.Should().Be(TimeSpan.FromSeconds(60));

    [Fact]
    public void Downtime_of_a_rolled_back_run_ends_with_the_rollback() =>
        Build([At(10, new StepStarted("stop")), At(20, new RollbackStarted("w")), At(50, new RolledBack("2.2.0"))]).Downtime.Should().Be(TimeSpan.FromSeconds(40));

    [Fact]
    public void Downtime_counts_on_while_the_application_is_not_back() =>
        Build([At(-100, new StepStarted("stop")), At(-90, new StepDone("stop", "x"))]).Downtime.Should().BeGreaterThan(TimeSpan.FromSeconds(100));

    [Fact]
    public void What_is_kept_is_listed_until_it_is_kept_no_more()
    {
        Build([Kept("old tree", "/srv/cvat_220"), Kept("retired volume", "v"), Kept("old tree", string.Empty)])
            .Kept.Select(item => item.What).Should().Equal("retired volume", "journal, evidence and report");
    }

    [Fact]
    public void A_copy_is_kept_and_says_whether_it_is_verified()
    {
        new RunFolder(_folder.Path).Create();
        new EvidenceStore(new RunFolder(_folder.Path)).SaveCopy(new CopyEvidence
        {
            Name = "dump",
            Kind = CopyEvidence.Dump,
            Stores = ["database"],
            TakenAt = TestClock.Start,
            Folder = "/copies/dump",
            Files = [new CopyFile("toc.dat", 42, "00")],
        });
        Build([]).Kept[0].Should().Be(new KeptItem("copy 'dump' of database (not verified)", "/copies/dump", 42));
    }

    public void Dispose() => _folder.Dispose();

    private static JournalEntry At(int seconds, JournalEntry entry) => entry with { At = TestClock.Start.AddSeconds(seconds) };

    private static Remembered Kept(string what, string where) => new("stop", Keeping.Prefix + what, where);

    private RunReport Build(JournalEntry[] entries)
    {
        var before = new Engine.Ports.DeploymentSnapshot
        {
            Project = "cvat",
            Folder = "/srv/cvat",
            ComposeFiles = [],
            EngineId = "engine",
            Version = "2.2.0",
            Services = [],
            Stores = new Dictionary<string, Engine.Ports.StoreSnapshot>(StringComparer.Ordinal),
        };
        var history = new RunHistory([new RunStarted("r1", _plan.Id, _plan.Hash, before, "op"), .. entries]);
        return new ReportBuilder(new RunRecord(TestBed.Application, _plan, new RunFolder(_folder.Path), history), TestBed.Hints, new TestClock()).Build();
    }
}
