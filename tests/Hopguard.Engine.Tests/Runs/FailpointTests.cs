using Hopguard.Engine.Journals;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>Real processes that kill themselves at a point of a run, and the command after them.</summary>
public sealed class FailpointTests : IDisposable
{
    private const int KilledBySignal = 128 + 9;

    private readonly TempFolder _folder = TempFolder.InMemory();

    public FailpointTests() => _folder.Write("world.json", "{}");

    [Theory]
    [InlineData("in:two")]
    [InlineData("after:switch")]
    public async Task A_killed_upgrade_is_continued(string point)
    {
        (await SecondProcess.RunAsync("upgrade", _folder.Path, point)).ExitCode.Should().Be(KilledBySignal);

        using var bed = Reopen();
        (await bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        bed.World.Violations.Should().BeEmpty();
    }

    [Theory]
    [InlineData("undoing:switch")]
    [InlineData("undone:two")]
    public async Task A_killed_rollback_is_finished(string point)
    {
        (await SecondProcess.RunAsync("upgrade", _folder.Path, "after:four")).ExitCode.Should().Be(KilledBySignal);
        (await SecondProcess.RunAsync("roll-back", _folder.Path, point)).ExitCode.Should().Be(KilledBySignal);

        using var bed = Reopen();
        (await bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
        bed.World.Violations.Should().BeEmpty();
        bed.World.IsUntouched.Should().BeTrue();
    }

    [Theory]
    [InlineData("after:tow", "Did you mean 'after:two'?")]
    [InlineData("after:9.9.9/two", "Did you mean 'after:2.3.0/two'?")]
    [InlineData("after:everything", "Write 'after:<step>' or 'in:<step>' or 'undone:<step>' or 'undoing:<step>' with a step that --tree shows")]
    public async Task A_drill_that_would_never_come_is_refused_before_anything_is_done(string point, string remedy)
    {
        using var bed = new TestBed();
        bed.Options = bed.Options with { KillAt = point };
        await Remedies.LeadsOutAsync(() => bed.UpgradeAsync(), $"Point '{point}' is never reached by plan 'cvat-2.3.0' to 2.3.0; nothing was changed", remedy, () =>
        {
            bed.Library.Runs().Should().BeEmpty();
            bed.World.Calls.Should().BeEmpty();
            bed.Options = bed.Options with { KillAt = null };
        });
    }

    [Fact]
    public async Task A_drill_on_the_way_back_is_at_a_point_of_the_way_back()
    {
        using var bed = new TestBed();
        await bed.UpgradeAsync();
        bed.Options = bed.Options with { KillAt = "after:two" };
        (await bed.RefusedAsync(bed.RollBackAsync)).Message.Should().StartWith("Point 'after:two' is never reached");
        bed.Newest.History.State().Should().Be(RunState.AwaitingAcceptance);
    }

    public void Dispose() => _folder.Dispose();

    private TestBed Reopen()
    {
        var world = new World(TimeProvider.System) { File = _folder["world.json"] };
        world.Load();
        return new TestBed(_folder.Path, world: world);
    }
}
