using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using NSubstitute;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>Step 'four' may begin after 'one', beside 'two' and 'switch'.</summary>
public sealed class EarlyWorkTests : IDisposable
{
    private readonly TestBed _bed = new();

    [Fact]
    public async Task Work_goes_on_beside_the_steps_before_it_and_is_told_of_at_its_turn()
    {
        _bed.BeginEarly("four", after: "one", until: "execute switch");

        var report = await _bed.UpgradeAsync();

        report.State.Should().Be(RunState.AwaitingAcceptance);
        _bed.World.Calls.Should().Equal(
            "guard one", "execute one", "guard four", "execute four", "guard two", "execute two", "guard switch", "execute switch", "guard four");
        _bed.Events.OfType<RunEvent.StepStarted>().Select(started => started.StepId).Should().StartWith(["one", "two", "switch", "four"]);
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task It_does_not_begin_while_what_it_reads_is_made_at_its_own_turn()
    {
        _bed.BeginEarly("four", after: "two", readsFrom: "switch");

        await _bed.UpgradeAsync();

        _bed.World.Calls.Should().EndWith(["execute switch", "guard four", "execute four"]);
    }

    [Fact]
    public async Task It_waits_for_what_it_reads_where_that_is_not_begun_yet()
    {
        _bed.BeginEarly("four", after: "one", readsFrom: "switch");

        await _bed.UpgradeAsync();

        _bed.World.Calls.Should().ContainInOrder("execute two", "execute switch", "execute four");
    }

    [Fact]
    public async Task What_it_reads_may_be_made_early_as_well()
    {
        _bed.BeginEarly("four", after: "one", readsFrom: "switch");
        _bed.BeginEarly("switch", after: "one");

        await _bed.UpgradeAsync();

        _bed.World.Calls.Should().ContainInOrder("execute switch", "execute four", "execute two");
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task The_journal_says_that_it_was_begun_before_anything_is_done()
    {
        _bed.BeginEarly("four", after: "one", until: "execute switch");
        var seen = StepStatus.Pending;
        _bed.World.Faults["guard four"] = () =>
        {
            seen = _bed.Newest.History.Status("four");
            return null;
        };

        await _bed.UpgradeAsync();

        seen.Should().Be(StepStatus.InDoubt);
        Journal.Read(_bed.Newest.Folder.Journal).OfType<JournalEntry.StepStarted>().Select(started => started.StepId).Should().StartWith(["one", "four", "two", "switch", "four"]);
    }

    [Fact]
    public async Task A_failure_is_told_at_its_turn_and_rolled_back_from_there()
    {
        _bed.BeginEarly("four", after: "one");
        _bed.World.Faults["execute four"] = () => new StepOutcome.Failed("the disk is full");

        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("the disk is full");

        _bed.World.Calls.Should().ContainInOrder("execute four", "execute two", "execute switch", "undo four", "undo switch", "undo two", "undo one");
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task An_exception_is_told_at_its_turn_as_well()
    {
        _bed.BeginEarly("four", after: "one");
        _bed.World.Faults["execute four"] = () => throw new HopguardException("Volume 'media' cannot be read");

        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("Volume 'media' cannot be read");
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task What_its_guard_finds_at_its_turn_counts()
    {
        _bed.BeginEarly("four", after: "one");
        _bed.World.Faults["execute switch"] = () =>
        {
            _bed.World.Faults["guard four"] = () => new StepOutcome.Failed("a writer came back");
            return null;
        };

        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("a writer came back");
    }

    [Fact]
    public async Task A_failure_of_another_step_ends_it_before_anything_is_undone()
    {
        _bed.BeginEarly("four", after: "one", until: "never");
        _bed.World.Faults["execute two"] = () => new StepOutcome.Failed("it broke");

        await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        _bed.World.Calls.Should().ContainInOrder("execute four", "execute two", "undo four", "undo two", "undo one");
        _bed.World.IsUntouched.Should().BeTrue();
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task A_signal_ends_it_and_leaves_both_in_doubt()
    {
        using var signal = new CancellationTokenSource();
        _bed.BeginEarly("four", after: "one", until: "never");
        _bed.World.Faults["execute two"] = () =>
        {
            signal.Cancel();
            return null;
        };

        await FluentActions.Awaiting(() => _bed.UpgradeAsync(signal.Token)).Should().ThrowAsync<OperationCanceledException>();

        _bed.Newest.History.Status("two").Should().Be(StepStatus.InDoubt);
        _bed.Newest.History.Status("four").Should().Be(StepStatus.InDoubt);
        _bed.World["four"].Should().Be(World.Half);
        _bed.World.Faults.Clear();
        _bed.World.Waits.Clear();
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public void Lines_of_the_log_wait_for_its_turn_and_progress_is_dropped()
    {
        var told = new List<RunEvent>();
        var observer = Substitute.For<IRunObserver>();
        observer.When(it => it.On(Arg.Any<RunEvent>())).Do(call => told.Add(call.Arg<RunEvent>()));
        var turn = new Turn(observer);

        turn.On(new RunEvent.StepLogged("four", "early"));
        turn.On(new RunEvent.StepProgressed("four", new StepProgress("archiving", 1, 2, ProgressUnit.Bytes)));
        told.Should().BeEmpty();
        turn.Come();
        turn.On(new RunEvent.StepProgressed("four", new StepProgress("archiving", 2, 2, ProgressUnit.Bytes)));

        told.Select(it => it.GetType().Name).Should().Equal(nameof(RunEvent.StepLogged), nameof(RunEvent.StepProgressed));
    }

    public void Dispose() => _bed.Dispose();
}
