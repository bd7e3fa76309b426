using System.Diagnostics;
using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using NSubstitute;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Engine.Tests.Handlers;

public sealed class SwitchSourceTests : IDisposable
{
    private readonly HandlerBed _bed = new();
    private readonly ICompose _compose = Substitute.For<ICompose>();
    private readonly SwitchSourceHandler _handler;
    private SwitchSource _step = new() { Id = "switch-source", To = Name.Of("new"), KeepAs = Name.Of("cvat_220") };

    public SwitchSourceTests()
    {
        _handler = new SwitchSourceHandler(_compose);
        _bed.Plan = _bed.Plan with { Steps = [new FetchSource { Id = "fetch-source", Archive = Name.Of("archive"), As = Name.Of("new") }, _step] };
        Mounts();
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
    public async Task A_kept_folder_that_exists_already_is_foreseen()
    {
        (await ((IStepHandler)_handler).ForeseeAsync(_step, _bed.Context, default)).Should().BeEmpty();
        Directory.CreateDirectory(Kept);

        (await ((IStepHandler)_handler).ForeseeAsync(_step, _bed.Context, default)).Should()
            .Equal($"folder '{Kept}' exists already, so the old source tree cannot be kept there (move it elsewhere)");
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
    public async Task Settings_are_the_operators_whatever_a_release_ships()
    {
        _bed.Folder.Write("cvat/.env", "theirs");
        _bed.Folder.Write("cvat.hopguard/runs/r1/sources/new/.env", "of the release");
        await DoAsync();
        (await File.ReadAllTextAsync(Path.Combine(Deployment, ".env"))).Should().Be("theirs");
        (await File.ReadAllTextAsync(Path.Combine(Kept, ".env"))).Should().Be("theirs");
    }

    [Fact]
    public async Task What_containers_mount_moves_along_and_comes_back_with_what_was_written_since()
    {
        MountShare();
        await DoAsync();
        File.ReadAllText(Path.Combine(Deployment, "disks/share/scan")).Should().Be("scan");
        Path.Exists(Path.Combine(Kept, "disks/share")).Should().BeFalse();

        _bed.Folder.Write("cvat/disks/share/later", "written by the new version");
        await UndoAsync();
        AssertOld();
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/share/later"))).Should().Be("written by the new version");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_containers_mount_comes_back_though_somebody_started_the_kept_tree(bool wasUsed)
    {
        MountShare();
        await DoAsync();
        Directory.CreateDirectory(Path.Combine(Kept, "disks/share"));
        if (wasUsed)
            _bed.Folder.Write("cvat_220/disks/share/theirs", "written meanwhile");

        await UndoAsync();

        AssertOld();
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/share/scan"))).Should().Be("scan");
        var aside = Path.Combine(Deployment, "disks/share.abandoned-r1");
        Directory.Exists(aside).Should().Be(wasUsed);
        (_bed.Recall(KeptObjects.Prefix + "what was put into the kept source tree in the middle of the run, as 'disks/share.abandoned-r1'") == aside).Should().Be(wasUsed);
    }

    [Theory]
    [MemberData(nameof(KillPoints))]
    public async Task After_a_kill_what_containers_mount_is_where_the_tree_is(string point)
    {
        MountShare();
        await KillAtAsync(point);
        await DoAsync(inDoubt: true);
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/share/scan"))).Should().Be("scan");
        await UndoAsync();
        AssertOld();
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/share/scan"))).Should().Be("scan");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kill_between_the_renames_loses_nothing_that_was_moved(bool goesBack)
    {
        MountShare();
        await DoAsync();
        Directory.Move(Deployment, Incoming);
        if (goesBack)
            await UndoAsync();
        else
            await DoAsync(inDoubt: true);

        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/share/scan"))).Should().Be("scan");
    }

    [Fact]
    public async Task A_folder_that_the_release_ships_empty_holds_the_operators_data()
    {
        MountShare();
        _bed.Folder.Write("cvat/disks/share/.gitkeep", "");
        _bed.Folder.Write("cvat.hopguard/runs/r1/sources/new/disks/share/.gitkeep", "");
        await DoAsync();
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/share/scan"))).Should().Be("scan");
        await UndoAsync();
        AssertOld();
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "disks/share/scan"))).Should().Be("scan");
    }

    [Fact]
    public async Task What_the_operator_changed_in_the_new_tree_is_put_aside_and_named()
    {
        await DoAsync();
        _bed.Folder.Write("cvat/.env", "CVAT_HOST=new.example.org");
        (await UndoAsync()).Should().Contain($"'{Deployment}.abandoned-r1'");
        (await UndoAsync()).Should().NotContain("abandoned");

        (await File.ReadAllTextAsync(Path.Combine(Deployment + ".abandoned-r1", ".env"))).Should().Be("CVAT_HOST=new.example.org");
        (await File.ReadAllTextAsync(Path.Combine(Deployment, "docker-compose.yml"))).Should().Be("old");
        _bed.Recall(KeptObjects.Prefix + "source tree of the version that was rolled back").Should().Be(Deployment + ".abandoned-r1");
    }

    [Fact]
    public async Task Files_of_the_operator_keep_owner_and_time()
    {
        var settings = _bed.Folder.Write("cvat/.env", "CVAT_HOST=cvat.example.org");
        File.SetLastWriteTimeUtc(settings, DateTime.UnixEpoch.AddDays(3));
        if (Environment.IsPrivilegedProcess)
            Process.Start("chown", ["-R", "1234:567", Deployment]).WaitForExit();

        await DoAsync();

        File.GetLastWriteTimeUtc(Path.Combine(Deployment, ".env")).Should().Be(DateTime.UnixEpoch.AddDays(3));
        foreach (var file in new[] { ".env", "docker-compose.yml", "." }.Where(_ => Environment.IsPrivilegedProcess))
        {
            using var stat = Process.Start(new ProcessStartInfo("stat", ["--format=%u:%g", Path.Combine(Deployment, file)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            (await stat.StandardOutput.ReadToEndAsync()).Trim().Should().Be("1234:567", file);
        }
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

    private void MountShare()
    {
        _bed.Folder.Write("cvat/disks/share/scan", "scan");
        Mounts(Path.Combine(Deployment, "disks/share"));
    }

    // What compose says that containers of the target mount.
    private void Mounts(params string[] paths)
    {
        var mounts = paths.Select(path => new ContainerMount("bind", path, "/x", ReadOnly: false)).ToList();
        var service = new ComposeService("cvat_server", "cvat/server:v2.3.0", null, new Dictionary<string, string>(StringComparer.Ordinal), mounts, []);
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        _compose.ConfigAsync(default!, default).ReturnsForAnyArgs(new ComposeConfiguration("cvat", new Dictionary<string, ComposeService>(StringComparer.Ordinal) { ["cvat_server"] = service }, none, none, []));
    }

    private Task<StepOutcome> DoAsync(bool inDoubt = false) => _bed.DoAsync(_handler, _step, inDoubt);

    private Task<string> UndoAsync() => _bed.UndoAsync(_handler, _step);

    private async Task KillAtAsync(string point)
    {
        await DoAsync();
        if (point == "switched")
            return;

        var isShared = Directory.Exists(Path.Combine(Deployment, "disks/share"));
        Directory.Move(Deployment, Incoming);
        if (isShared)
            Directory.Move(Path.Combine(Incoming, "disks/share"), Path.Combine(Kept, "disks/share"));
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
        _bed.Recall(KeptObjects.Prefix + "old source tree").Should().Be(Kept);
    }

    private void AssertOld()
    {
        File.ReadAllText(Path.Combine(Deployment, "docker-compose.yml")).Should().Be("old");
        Directory.GetFileSystemEntries(_bed.Folder.Path).Should().BeEquivalentTo(Deployment, _bed.Folder["cvat.hopguard"]);
        (_bed.Recall(KeptObjects.Prefix + "old source tree") ?? string.Empty).Should().BeEmpty();
    }
}
