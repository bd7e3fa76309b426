using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
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
    public void Without_a_silence_there_is_no_outage() => Build([At(10, new StepStarted("stop")), At(12, new StepDone("stop", "x"))]).Outage.Should().BeNull();

    [Fact]
    public void The_time_in_which_the_new_version_served_is_no_outage() =>
        Build([Began(0), Ended(26), At(500, new RollbackStarted("w")), Began(510), Ended(14)]).Outage.Should().Be(new Outage(TimeSpan.FromSeconds(40), IsOver: true));

    [Fact]
    public void An_outage_that_goes_on_is_counted_up_to_now() =>
        Build([Began(-100)]).Outage.Should().Match<Outage>(outage => !outage.IsOver && outage.Length > TimeSpan.FromSeconds(100));

    [Theory]
    [InlineData(3600)]
    [InlineData(-40 * 86_400)]
    public void An_outage_by_a_clock_that_was_set_is_not_known(int began) => Build([Began(began)]).Outage.Should().Be(new Outage(null, IsOver: false));

    [Fact]
    public void What_nobody_saw_end_is_not_known() => Build([Began(0), OutageHistory.End(null), Began(510), Ended(14)]).Outage.Should().Be(new Outage(null, IsOver: true));

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

    private static JournalEntry Began(int seconds) => OutageHistory.Begin(TestClock.Start.AddSeconds(seconds));

    private static JournalEntry Ended(int seconds) => OutageHistory.End(TimeSpan.FromSeconds(seconds));

    private static Remembered Kept(string what, string where) => new("stop", KeptObjects.Prefix + what, where);

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
