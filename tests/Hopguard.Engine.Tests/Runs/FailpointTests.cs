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

    public void Dispose() => _folder.Dispose();

    private TestBed Reopen()
    {
        var world = new World(TimeProvider.System) { File = _folder["world.json"] };
        world.Load();
        return new TestBed(_folder.Path, world: world);
    }
}
