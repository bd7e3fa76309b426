using System.Diagnostics;
using Hopguard.Containers.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

public sealed class CheckoutTagTests : IDisposable
{
    private const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private readonly HandlerBed _bed = new();
    private readonly CheckoutTagHandler _handler = new();
    private readonly CheckoutTag _step = new() { Id = "checkout-tag", Tag = Name.Of("v2.0.0") };

    public CheckoutTagTests()
    {
        Git("init", "-q", "-b", "main");
        Write("docker-compose.yml", "new");
        Write("added.txt", "added");
        Commit("v2.0.0");
        File.Delete(Path.Combine(Folder, "added.txt"));
        Write("docker-compose.yml", "old");
        Write("removed.txt", "removed");
        Commit("v1.0.0");
        Write(".env", "MINE=1");
        File.SetUnixFileMode(Path.Combine(Folder, "docker-compose.yml"), Shared);
    }

    private string Folder => _bed.Folder["cvat"];

    [Fact]
    public async Task The_tag_is_checked_out_and_what_git_does_not_know_stays()
    {
        (await _bed.DoAsync(_handler, _step)).Should().BeOfType<StepOutcome.Done>();
        AssertIs("new");
        (await _bed.DoAsync(_handler, _step, inDoubt: true)).Should().BeOfType<StepOutcome.Done>();

        await _bed.UndoAsync(_handler, _step);
        AssertIs("old");
        Git("symbolic-ref", "--short", "HEAD").Should().Be("main");
        Git("status", "--porcelain", "--untracked-files=no").Should().BeEmpty();
    }

    [Fact]
    public async Task A_kill_in_the_middle_is_taken_up_and_taken_back()
    {
        await _bed.DoAsync(_handler, _step);
        await _bed.UndoAsync(_handler, _step);
        Write("docker-compose.yml", "new");
        Write("added.txt", "ad");
        Write(".git/index.lock", string.Empty);

        (await _bed.DoAsync(_handler, _step, inDoubt: true)).Should().BeOfType<StepOutcome.Done>();
        AssertIs("new");

        await _bed.UndoAsync(_handler, _step);
        Write("docker-compose.yml", "new");
        await _bed.UndoAsync(_handler, _step);
        AssertIs("old");
    }

    [Fact]
    public async Task What_was_edited_in_the_new_version_is_kept_in_the_stash()
    {
        await _bed.DoAsync(_handler, _step);
        Write("docker-compose.yml", "edited");

        (await _bed.UndoAsync(_handler, _step)).Should().Contain("git stash list");

        AssertIs("old");
        Git("show", "stash@{0}:docker-compose.yml").Should().Be("edited");
    }

    [Theory]
    [InlineData("docker-compose.yml", "was edited")]
    [InlineData("added.txt", "also comes with the tag")]
    public async Task What_would_be_lost_is_foreseen_and_refused(string file, string says)
    {
        Write(file, "mine");

        (await ((IStepHandler)_handler).ForeseeAsync(_step, _bed.Context, default)).Should().ContainSingle().Which.Should().Contain(says);
        (await _bed.DoAsync(_handler, _step)).Should().BeOfType<StepOutcome.Failed>();
        File.ReadAllText(Path.Combine(Folder, file)).Should().Be("mine");
    }

    [Fact]
    public async Task A_tag_that_is_not_there_and_a_folder_that_is_no_checkout_are_foreseen()
    {
        (await ((IStepHandler)_handler).ForeseeAsync(_step with { Tag = Name.Of("v3") }, _bed.Context, default)).Single().Should().EndWith($"type 'git -C {Folder} fetch origin tag v3'");
        Directory.Delete(Path.Combine(Folder, ".git"), recursive: true);
        (await ((IStepHandler)_handler).ForeseeAsync(_step, _bed.Context, default)).Single().Should().Contain("no git checkout");
    }

    public void Dispose() => _bed.Dispose();

    private void AssertIs(string version)
    {
        File.ReadAllText(Path.Combine(Folder, "docker-compose.yml")).Should().Be(version);
        File.GetUnixFileMode(Path.Combine(Folder, "docker-compose.yml")).Should().Be(Shared);
        File.Exists(Path.Combine(Folder, "added.txt")).Should().Be(version == "new");
        File.Exists(Path.Combine(Folder, "removed.txt")).Should().Be(version == "old");
        File.ReadAllText(Path.Combine(Folder, ".env")).Should().Be("MINE=1");
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    private void Commit(string tag)
    {
        Git("add", "--all");
        Git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", tag);
        Git("tag", tag);
    }

    private string Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Folder, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
        return output.Trim();
    }
}
