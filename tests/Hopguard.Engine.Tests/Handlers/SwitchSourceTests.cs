using Hopguard.Engine.Evidence;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

public sealed class SwitchSourceTests : IDisposable
{
    private readonly HandlerBed _bed = new();
    private readonly SwitchSourceHandler _handler = new();
    private SwitchSource _step = new() { Id = "switch-source", To = Name.Of("new"), KeepAs = Name.Of("cvat_220") };

    public SwitchSourceTests()
    {
        _bed.Folder.Write("cvat.hopguard/runs/r1/sources/new/docker-compose.yml", "new");
        _bed.Evidence.Save("new.source.json", new SourceEvidence("new", _bed.RunFolder.Source("new"), "archive", new string('0', 64)));
    }

    private string Deployment => _bed.Folder["cvat"];

    private string Kept => _bed.Folder["cvat_220"];

    private string Incoming => _bed.Folder["cvat.hopguard-r1"];

    [Fact]
    public async Task The_new_tree_takes_the_place_of_the_old_one_which_is_kept()
    {
        (await DoAsync()).Should().BeOfType<StepOutcome.Done>();
        await AssertSwitchedAsync();
    }

    [Fact]
    public async Task Undone_the_old_tree_is_back_and_nothing_lies_around()
    {
        await DoAsync();
        await UndoAsync();
        AssertOld();
    }

    [Fact]
    public async Task Undone_before_it_was_begun_nothing_happens()
    {
        (await UndoAsync()).Should().Be("the source tree was not switched");
        AssertOld();
    }

    /// <summary>Every state that a kill between two operations on files can leave, in both directions.</summary>
    public static TheoryData<string> KillPoints() => ["half copied", "copied", "remembered", "old moved", "switched", "undo: new moved", "undo: old back", "undo: half removed"];

    [Theory]
    [MemberData(nameof(KillPoints))]
    public async Task After_a_kill_the_switch_is_completed(string point)
    {
        await KillAtAsync(point);
        (await DoAsync(inDoubt: true)).Should().BeOfType<StepOutcome.Done>();
        await AssertSwitchedAsync();
    }

    [Theory]
    [MemberData(nameof(KillPoints))]
    public async Task After_a_kill_the_switch_is_undone(string point)
    {
        await KillAtAsync(point);
        await UndoAsync();
        AssertOld();
        await UndoAsync();
        AssertOld();
    }

    [Fact]
    public async Task A_switch_that_failed_after_it_was_done_is_not_done_again()
    {
        await DoAsync();
        (await DoAsync()).Should().BeOfType<StepOutcome.Done>();
        await AssertSwitchedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kept_folder_of_somebody_else_is_refused_and_never_touched(bool began)
    {
        if (began)
            await KillAtAsync("remembered");

        _bed.Folder.Write("cvat_220/theirs", "theirs");
        (await DoAsync(inDoubt: began)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith($"Folder '{Kept}' exists already");
        await UndoAsync();

        (await File.ReadAllTextAsync(Path.Combine(Kept, "theirs"))).Should().Be("theirs");
        Directory.Delete(Kept, recursive: true);
        AssertOld();
    }

    [Fact]
    public async Task A_lost_old_tree_is_told_instead_of_a_rollback_that_claims_success()
    {
        await DoAsync();
        Directory.Delete(Kept, recursive: true);
        (await FluentActions.Awaiting(UndoAsync).Should().ThrowAsync<HopguardException>()).WithMessage($"Old source tree of '{Deployment}' is not in '{Kept}'");
        (await DoAsync(inDoubt: true)).Should().BeOfType<StepOutcome.Failed>();
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "docker-compose.yml"))).Should().Be("new");
    }

    [Fact]
    public async Task Damaged_evidence_of_the_source_does_not_close_the_way_back()
    {
        await DoAsync();
        await File.WriteAllTextAsync(_bed.RunFolder.Evidence("new.source.json"), "{");
        await UndoAsync();
        AssertOld();
    }

    [Fact]
    public async Task Files_of_the_operator_come_along_with_their_modes()
    {
        _bed.ComposeFiles = ["docker-compose.yml", "disks/our.yml"];
        _bed.Folder.Write("cvat/disks/our.yml", "ours");
        new FileInfo(_bed.Folder.Write("cvat/.env", "CVAT_HOST=cvat.example.org")).UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await DoAsync();

        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/our.yml"))).Should().Be("ours");
        new FileInfo(Path.Combine(Deployment, ".env")).UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "docker-compose.yml"))).Should().Be("new");
    }

    [Fact]
    public async Task Files_of_the_release_are_never_overwritten_and_the_difference_is_told()
    {
        _bed.Folder.Write("cvat/.env", "theirs");
        _bed.Folder.Write("cvat.hopguard/runs/r1/sources/new/.env", "of the release");
        await DoAsync();

        (await File.ReadAllTextAsync(Path.Combine(Deployment, ".env"))).Should().Be("of the release");
        _bed.Log.Should().ContainSingle().Which.Should().Contain("'.env'").And.Contain("differs");
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_kept_name_that_is_a_path_is_refused(string keepAs)
    {
        _step = _step with { KeepAs = Name.Of(keepAs) };
        (await FluentActions.Awaiting(() => DoAsync()).Should().ThrowAsync<HopguardException>()).WithMessage("*is not a plain folder name");
        AssertOld();
    }

    [Fact]
    public async Task Links_and_modes_of_the_source_survive()
    {
        new FileInfo(_bed.Folder.Write("cvat.hopguard/runs/r1/sources/new/bin/run.sh", "#!")).UnixFileMode |= UnixFileMode.UserExecute;
        File.CreateSymbolicLink(_bed.Folder["cvat.hopguard/runs/r1/sources/new/run"], "bin/run.sh");
        await DoAsync();
        new FileInfo(Path.Combine(Deployment, "run")).LinkTarget.Should().Be("bin/run.sh");
        new FileInfo(Path.Combine(Deployment, "bin/run.sh")).UnixFileMode.Should().HaveFlag(UnixFileMode.UserExecute);
    }

    public void Dispose() => _bed.Dispose();

    private Task<StepOutcome> DoAsync(bool inDoubt = false) => _bed.DoAsync(_handler, _step, inDoubt);

    private Task<string> UndoAsync() => _bed.UndoAsync(_handler, _step);

    private async Task KillAtAsync(string point)
    {
        await DoAsync();
        if (point == "switched")
            return;

        Directory.Move(Deployment, Incoming);
        if (point is "old moved" or "undo: new moved")
            return;

        Directory.Move(Kept, Deployment);
        if (point is "half copied" or "undo: half removed")
            File.Delete(Path.Combine(Incoming, "docker-compose.yml"));
        if (point is "half copied" or "copied")
            _bed.Forget();
    }

    private async Task AssertSwitchedAsync()
    {
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "docker-compose.yml"))).Should().Be("new");
        (await File.ReadAllTextAsync(Path.Combine(Kept, "docker-compose.yml"))).Should().Be("old");
        Directory.Exists(Incoming).Should().BeFalse();
        _bed.Recall(Keeping.Prefix + "old source tree").Should().Be(Kept);
    }

    private void AssertOld()
    {
        File.ReadAllText(Path.Combine(Deployment, "docker-compose.yml")).Should().Be("old");
        Directory.GetFileSystemEntries(_bed.Folder.Path).Should().BeEquivalentTo(Deployment, _bed.Folder["cvat.hopguard"]);
        (_bed.Recall(Keeping.Prefix + "old source tree") ?? string.Empty).Should().BeEmpty();
    }
}
