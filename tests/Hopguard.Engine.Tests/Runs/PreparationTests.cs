using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>Step 'four' is prepared before 'stop', which comes after 'one'.</summary>
public sealed class PreparationTests : IDisposable
{
    private readonly TestBed _bed = new();

    public PreparationTests() => _bed.Prepare("four");

    [Fact]
    public async Task A_step_is_prepared_right_before_services_are_stopped_and_executed_at_its_turn()
    {
        await _bed.UpgradeAsync();

        _bed.World.Calls.Should().Equal(
            "guard one", "execute one", "prepare four", "execute stop", "guard two", "execute two", "guard switch", "execute switch", "probe four", "guard four", "execute four");
        _bed.Events.Where(told => told is RunEvent.PreparationStarted or RunEvent.PreparationFinished or RunEvent.StepStarted { StepId: "stop" }).Select(told => told.GetType().Name)
            .Should().Equal(nameof(RunEvent.PreparationStarted), nameof(RunEvent.PreparationFinished), nameof(RunEvent.StepStarted));
        _bed.Events.OfType<RunEvent.PreparationFinished>().Should().ContainSingle().Which.Summary.Should().Be("four is prepared");
    }

    [Fact]
    public async Task The_journal_says_that_it_was_begun_before_anything_is_done()
    {
        var seen = StepStatus.Pending;
        _bed.World.Faults["prepare four"] = () =>
        {
            seen = _bed.Newest.History.Status("four");
            return null;
        };

        await _bed.UpgradeAsync();

        seen.Should().Be(StepStatus.InDoubt);
    }

    [Fact]
    public async Task A_failure_that_is_known_before_services_are_stopped_is_told_in_place_of_the_stop()
    {
        _bed.World.Faults["prepare four"] = () => new StepOutcome.Failed("the server does not come up", "mend its image");

        var refused = await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        refused.Message.Should().StartWith("the server does not come up");
        refused.Remedy.Should().Be("mend its image");
        _bed.Newest.History.BeganAt("stop").Should().BeNull();
        _bed.Newest.History.RollbackReason.Should().Be("step 'four' failed: the server does not come up");
        _bed.World.Calls.Should().Equal("guard one", "execute one", "prepare four", "guard-undo one", "guard-undo four", "undo four", "undo one");
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task What_failed_before_the_stop_is_tried_again_by_the_next_call()
    {
        _bed.Options = _bed.Options with { AutomaticRollback = false };
        _bed.World.Faults["prepare four"] = () => new StepOutcome.Failed("the server does not come up");

        await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        _bed.Newest.History.BeganAt("stop").Should().BeNull();

        _bed.World.Faults.Clear();
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task What_it_throws_is_a_line_of_the_log_and_the_step_does_without()
    {
        _bed.World.Faults["prepare four"] = () => throw new IOException("the disk is slow");

        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);

        _bed.Events.OfType<RunEvent.StepLogged>().Should().ContainSingle().Which.Line.Should().Be("Step 'four' could not be prepared while the application serves: the disk is slow");
        _bed.World.Calls.Should().EndWith(["guard four", "execute four"]);
    }

    [Fact]
    public async Task A_signal_ends_it_before_the_stop_and_the_next_call_prepares_anew()
    {
        using var signal = new CancellationTokenSource();
        _bed.World.Faults["prepare four"] = () =>
        {
            signal.Cancel();
            return null;
        };

        await FluentActions.Awaiting(() => _bed.UpgradeAsync(signal.Token)).Should().ThrowAsync<OperationCanceledException>();

        _bed.Newest.History.Status("four").Should().Be(StepStatus.InDoubt);
        _bed.Newest.History.BeganAt("stop").Should().BeNull();
        _bed.World.Faults.Clear();
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        _bed.World.Calls.Count(call => call == "prepare four").Should().Be(2);
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_prepared_once_users_wait()
    {
        _bed.Options = _bed.Options with { AutomaticRollback = false };
        _bed.World.Faults["execute stop"] = () => new StepOutcome.Failed("a writer is left");
        await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        _bed.World.Faults.Clear();
        _bed.World.Calls.Clear();

        await _bed.UpgradeAsync();

        _bed.World.Calls.Should().StartWith(["execute stop"]).And.NotContain("prepare four");
    }

    [Fact]
    public async Task A_rollback_undoes_what_was_only_prepared()
    {
        _bed.World.Faults["execute two"] = () => new StepOutcome.Failed("it broke");

        await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        _bed.World.Calls.Should().ContainInOrder("prepare four", "execute two", "undo four", "undo two", "undo one");
        _bed.World.IsUntouched.Should().BeTrue();
    }

    public void Dispose() => _bed.Dispose();
}
