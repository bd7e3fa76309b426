using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

public sealed class CancelTests : IDisposable
{
    private readonly TestBed _bed = new();
    private readonly CancellationTokenSource _signal = new();

    [Fact]
    public Task A_signal_leaves_the_step_in_doubt_and_rolls_nothing_back() => InterruptAsync(() => null);

    [Fact]
    public Task A_tool_that_the_signal_killed_is_no_failure() => InterruptAsync(() => new StepOutcome.Failed("docker compose was killed"));

    [Fact]
    public Task An_exception_after_a_signal_is_no_failure() => InterruptAsync(() => throw new IOException("Broken pipe"));

    [Fact]
    public async Task A_signal_between_two_steps_begins_no_step()
    {
        using var session = await _bed.OpenAsync();
        await session!.RunStepAsync("one", _signal.Token);
        await _signal.CancelAsync();
        await FluentActions.Awaiting(() => session.RunStepAsync("two", _signal.Token)).Should().ThrowAsync<OperationCanceledException>();
        session.Report().Steps[1].Status.Should().Be(StepStatus.Pending);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        _bed.World.Faults["execute two"] = () => throw new TaskCanceledException("a time-out of HTTP");
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("Step 'two' met an unexpected error");
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task A_signal_during_the_way_back_leaves_it_to_be_finished()
    {
        await _bed.UpgradeAsync();
        _bed.World.Faults["undo two"] = () => { _signal.Cancel(); return null; };
        using (var session = await _bed.Opener().OpenForRollbackAsync([_bed.Plan], default))
            await FluentActions.Awaiting(() => session.RollBackAsync("asked for", _signal.Token)).Should().ThrowAsync<OperationCanceledException>();

        _bed.Newest.History.State().Should().Be(RunState.RollingBack);
        _bed.Newest.History.RollbackFailure.Should().BeNull();
        (await _bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
        _bed.World.Violations.Should().BeEmpty();
    }

    public void Dispose()
    {
        _signal.Dispose();
        _bed.Dispose();
    }

    private async Task InterruptAsync(Func<StepOutcome?> then)
    {
        _bed.World.Faults["execute two"] = () =>
        {
            _signal.Cancel();
            return then();
        };
        await FluentActions.Awaiting(() => _bed.UpgradeAsync(_signal.Token)).Should().ThrowAsync<OperationCanceledException>();

        _bed.Newest.History.Status("two").Should().Be(StepStatus.InDoubt);
        _bed.Newest.History.State().Should().Be(RunState.Open);
        _bed.World.Calls.Should().NotContain(call => call.StartsWith("undo", StringComparison.Ordinal));
        _bed.World.Faults.Clear();
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
    }
}
