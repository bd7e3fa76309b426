using Hopguard.Engine.Journals;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

public sealed class ProbeTests : IDisposable
{
    private readonly TestBed _bed = new();

    [Fact]
    public async Task A_step_in_doubt_that_is_seen_done_is_believed()
    {
        await LeaveInDoubtAsync(World.Done);
        var report = await _bed.UpgradeAsync();

        _bed.World.Calls.Should().Contain("probe one").And.NotContain("execute one");
        report.Steps[0].Summary.Should().Be("seen done");
    }

    [Theory]
    [InlineData(World.Untouched)]
    [InlineData(World.Half)]
    public async Task A_step_in_doubt_that_is_not_seen_done_is_executed(string state)
    {
        await LeaveInDoubtAsync(state);
        await _bed.UpgradeAsync();
        _bed.World.Calls.Should().ContainInOrder("probe one", "guard one", "execute one");
    }

    [Fact]
    public async Task A_step_that_was_never_begun_is_not_probed()
    {
        await _bed.UpgradeAsync();
        _bed.World.Calls.Should().NotContain(call => call.StartsWith("probe", StringComparison.Ordinal));
    }

    public void Dispose() => _bed.Dispose();

    private async Task LeaveInDoubtAsync(string state)
    {
        (await _bed.OpenAsync())!.Dispose();
        using (var journal = Journal.Open(_bed.Newest.Folder.Journal, _bed.Clock))
            journal.Append(new JournalEntry.StepStarted("one"));

        _bed.World.Set("one", state);
    }
}
