using Hopguard.Containers.Claims;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
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
            new StartServices { Id = "start" }, new VerifyVersion { Id = "verify", Expect = ReleaseVersion.Parse("2.3.0") },
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
    public void What_the_next_attempt_removes_is_not_told_as_kept_for_good() =>
        Build([new RollbackStarted("no such source"), new RolledBack("2.2.0")]).Kept.Select(item => item.What).Should().Equal("journal, evidence and report, until the next attempt");

    [Fact]
    public void What_nothing_uses_is_told_with_the_command_that_removes_it_once_the_run_is_over()
    {
        JournalEntry[] entries = [Kept("anonymous volume", "one, two"), new Remembered("stop", "removal:anonymous volume", "docker volume rm"), Kept("retired volume", "v")];
        Build(entries).Removals.Should().BeEmpty();
        Build([.. entries, new RolledBack("2.2.0")]).Removals.Should().ContainSingle().Which.Should().Contain("held by no copy").And.NotContain("--delete-retired").And.EndWith(": docker volume rm one two");
        Build([.. entries, Kept("anonymous volume", string.Empty), new RolledBack("2.2.0")]).Removals.Should().BeEmpty();
    }

    [Fact]
    public void A_copy_is_kept_and_says_whether_it_is_verified()
    {
        new RunFolder(_folder.Path).Create();
        SaveCopy(damage: null);
        Build([]).Kept[0].Should().Be(new KeptItem("copy 'dump' of database (not verified)", "/copies/dump", 42));
    }

    [Fact]
    public void A_damaged_copy_is_told_with_what_holds_the_data_of_its_store()
    {
        new RunFolder(_folder.Path).Create();
        SaveCopy(new CopyDamage(TestClock.Start, "file 'toc.dat' is gone"));
        var told = $"; copy 'dump' of database is damaged, as was found {TestClock.Start.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: file 'toc.dat' is gone; ";

        var report = Build([At(10, new StepStarted("stop"))]);
        report.Kept[0].What.Should().Be("copy 'dump' of database (damaged)");
        report.Verdict.State.Should().EndWith(told + "store 'database' itself holds its data");
        report.Damaged.Should().ContainSingle().Which.IsNeededForWayBack.Should().BeFalse();

        Build([new Remembered("retire", KeptObjects.Prefix + KeptObjects.RetiredData("database"), "cvat_db-retired"), new StepWaiting("accept", "x")]).Verdict.State
            .Should().Be("The new version runs; the old data is kept and the way back to version 2.2.0 is open" + told + "the data of store 'database' is kept as 'cvat_db-retired'");

        Build([new StepWaiting("accept", "x")]).Damaged[0].IsNeededForWayBack.Should().BeFalse("the new version was not started on the store yet");
        new EvidenceStore(new RunFolder(_folder.Path)).Save(UnchangedEvidence.FileName("dump"), new UnchangedEvidence("dump", "start", TestClock.Start));
        var needed = Build([new StepWaiting("accept", "x")]).Verdict;
        needed.State.Should().Be("The new version runs; the old data is kept and the way back to version 2.2.0 is open only where nothing was changed since, because copy 'dump' is damaged" + told + "nothing else here holds what store 'database' held before");
        needed.Next[0].Should().Be("before a rollback: put the files of copy 'dump' back into '/copies/dump' where there is another copy of them");
        Build([new StepDone("accept", "x", ClosesWayBack: true)]).Verdict.State.Should().EndWith(told + "the new version's store 'database' is all that there is of its data here");
    }

    [Theory]
    [InlineData(true, 25)]
    [InlineData(false, 10)]
    public void Since_when_nobody_is_served_is_told_also_where_a_kill_came_before_the_record(bool isRecorded, int since) =>
        Build([At(10, new StepStarted("stop")), At(20, new StepDone("stop", "x")), .. isRecorded ? [Began(25)] : Array.Empty<JournalEntry>(), At(30, new StepStarted("dump-database"))])
            .DownSince.Should().Be(TestClock.Start.AddSeconds(since));

    [Fact]
    public void What_serves_or_is_over_is_not_called_down()
    {
        Build([At(10, new StepStarted("dump-database"))]).DownSince.Should().BeNull();
        Build([At(10, new StepStarted("stop")), Began(11), At(20, new RollbackStarted("x")), At(30, new RolledBack("2.2.0"))]).DownSince.Should().BeNull();
    }

    [Fact]
    public async Task What_is_kept_is_named_as_long_as_it_is_there()
    {
        var tree = Directory.CreateDirectory(_folder["cvat_220"]).FullName;
        var report = Build([Kept("retired volume", "cvat_db-retired"), Kept("anonymous volumes", "one, two"), Kept("old source tree", tree), Kept("another tree", _folder["gone"])]);
        var host = Substitute.For<IDeploymentHost>();
        host.HasAsync("two", Arg.Any<CancellationToken>()).Returns(true);
        (await new KeptLook(host).OfAsync(report)).Kept.Where(item => item.What != "journal, evidence and report").Select(item => (item.What, item.Where))
            .Should().Equal(("anonymous volumes", "two"), ("old source tree", tree));

        host.HasAsync(default!, default).ThrowsAsyncForAnyArgs(new HopguardException("no engine"));
        (await new KeptLook(host).OfAsync(report)).Should().BeSameAs(report);
    }

    [Fact]
    public async Task What_is_kept_on_a_server_outside_of_the_project_is_told_without_a_look()
    {
        const string where = "database 'notes_abandoned_r1' of db.example.org:5432";
        var report = Build([Kept("data of store 'database' from the version that was rolled back", where)]);

        (await new KeptLook(new ContainerHost(Substitute.For<IContainerEngine>(), TimeProvider.System)).OfAsync(report)).Kept.Select(item => item.Where).Should().Contain(where);
    }

    public void Dispose() => _folder.Dispose();

    private static JournalEntry At(int seconds, JournalEntry entry) => entry with { At = TestClock.Start.AddSeconds(seconds) };

    private static JournalEntry Began(int seconds) => OutageHistory.Begin(TestClock.Start.AddSeconds(seconds));

    private static JournalEntry Ended(int seconds) => OutageHistory.End(TimeSpan.FromSeconds(seconds));

    private static Remembered Kept(string what, string where) => new("stop", KeptObjects.Prefix + what, where);

    private void SaveCopy(CopyDamage? damage) => new EvidenceStore(new RunFolder(_folder.Path)).SaveCopy(new CopyEvidence
    {
        Name = "dump",
        Kind = CopyEvidence.Dump,
        Stores = ["database"],
        TakenAt = TestClock.Start,
        Folder = "/copies/dump",
        Files = [new CopyFile("toc.dat", 42, "00")],
        Damage = damage,
    });

    private RunReport Build(JournalEntry[] entries)
    {
        var before = new Engine.Ports.DeploymentSnapshot
        {
            Project = "cvat",
            Folder = "/srv/cvat",
            EngineId = "engine",
            Version = "2.2.0",
        };
        var history = new RunHistory([new RunStarted("r1", _plan.Id, _plan.Hash, before, "op"), .. entries]);
        return new ReportBuilder(new RunRecord(TestBed.Application, _plan, new RunFolder(_folder.Path), history), TestBed.Hints, new TestClock()).Build();
    }
}
