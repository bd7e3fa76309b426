using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using NSubstitute;

namespace Hopguard.Engine.Tests.Runs;

public sealed class RunLibraryTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly TimeProvider _clock = Substitute.For<TimeProvider>();

    private RunLibrary Library => new(_folder.Path);

    [Fact]
    public void Many_runs_in_one_second_get_names_that_sort()
    {
        SetClock(0);
        var ids = Enumerable.Range(0, 12).Select(_ => Library.Create(_clock).RunId).ToList();
        ids.Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_no_older_run()
    {
        SetClock(0);
        var first = Library.Create(_clock).RunId;
        SetClock(-3600);
        string.CompareOrdinal(Library.Create(_clock).RunId, first).Should().BePositive();
    }

    [Fact]
    public void Folders_of_others_do_not_disturb()
    {
        Directory.CreateDirectory(_folder["runs/old"]);
        Directory.CreateDirectory(_folder["runs/zz-somebodys-backup-of-runs"]);
        SetClock(0);
        Library.Create(_clock).RunId.Should().Be("20260102-030405");
    }

    [Fact]
    public void The_empty_folder_of_a_killed_process_is_no_run()
    {
        SetClock(0);
        Library.Create(_clock);
        var (_, folder) = Library.Create(_clock);
        File.WriteAllText(folder.Journal, "0123456789abcdef {\"event\":\"run-st");
        Library.Runs().Should().BeEmpty();
    }

    [Fact]
    public void A_run_folder_is_readable_by_its_owner_alone()
    {
        SetClock(0);
        var (_, folder) = Library.Create(_clock);
        new DirectoryInfo(folder.Path).UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Whoever made the folder for a group had a reason, and what the group can do with it is for him to know.
    [Theory]
    [InlineData("rwxrwx---", true)]
    [InlineData("rwxrwxrwx", true)]
    [InlineData("rwxr-xr-x", false)]
    [InlineData("rwx------", false)]
    public async Task A_state_folder_that_is_there_keeps_its_mode_and_is_told_of_where_others_may_write(string mode, bool isTold)
    {
        using var bed = new TestBed();
        var wanted = Enumerable.Range(0, 9).Where(at => mode[at] != '-').Aggregate(UnixFileMode.None, (sum, at) => sum | (UnixFileMode)(1 << (8 - at)));
        File.SetUnixFileMode(Directory.CreateDirectory(bed.Library.StateFolder).FullName, wanted);

        using (await bed.OpenAsync())
        {
        }

        File.GetUnixFileMode(bed.Library.StateFolder).Should().Be(wanted);
        File.GetUnixFileMode(bed.Newest.Folder.Path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        bed.Events.OfType<RunEvent.StateFolderShared>().Select(shared => shared.Folder).Should().Equal(isTold ? [bed.Library.StateFolder] : []);
    }

    [Fact]
    public async Task An_unfinished_run_is_found_behind_a_newer_one_that_is_over()
    {
        using var bed = new TestBed();
        using (await bed.OpenAsync())
        {
        }

        var (runId, folder) = bed.Library.Create(bed.Clock);
        using (var journal = Journal.Open(folder.Journal, bed.Clock))
        {
            journal.Append(bed.Library.Runs()[0].History.Start! with { RunId = runId });
            journal.Append(new JournalEntry.RolledBack("2.2.0"));
        }

        bed.Opener().FindActive()!.Value.History.Start!.RunId.Should().NotBe(runId);
    }

    [Fact]
    public void The_state_lies_beside_the_deployment_and_survives_the_switch_of_its_tree() =>
        RunLibrary.Of(new RunOptions { DeploymentFolder = "/srv/cvat/" }).StateFolder.Should().Be("/srv/cvat.hopguard");

    public void Dispose() => _folder.Dispose();

    private void SetClock(int seconds) => _clock.GetUtcNow().Returns(TestClock.Start.AddSeconds(seconds));
}
