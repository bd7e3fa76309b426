using Hopguard.Engine.Journals;
using Hopguard.Engine.Tests.Bed;
using static Hopguard.Engine.Journals.JournalEntry;

namespace Hopguard.Engine.Tests.Runs;

public sealed class RunHistoryTests
{
    public static TheoryData<string, JournalEntry[], StepStatus, RunState> Sequences() => new()
    {
        { "nothing yet", [], StepStatus.Pending, RunState.Open },
        { "begun", [new StepStarted("s")], StepStatus.InDoubt, RunState.Open },
        { "remembered", [new StepStarted("s"), new Remembered("s", "k", "t")], StepStatus.InDoubt, RunState.Open },
        { "done", [new StepStarted("s"), new StepDone("s", "x")], StepStatus.Done, RunState.Open },
        { "failed", [new StepStarted("s"), new StepFailed("s", "x", null)], StepStatus.Failed, RunState.Failed },
        { "tried again", [new StepStarted("s"), new StepFailed("s", "x", null), new RunResumed("o"), new StepStarted("s")], StepStatus.InDoubt, RunState.Open },
        { "waiting", [new StepStarted("s"), new StepWaiting("s", "x")], StepStatus.Waiting, RunState.AwaitingAcceptance },
        { "looked at", [new StepStarted("s"), new StepWaiting("s", "x"), new RunResumed("o")], StepStatus.Waiting, RunState.AwaitingAcceptance },
        { "interrupted", [new StepStarted("s"), new StepInDoubt("s", "x")], StepStatus.InDoubt, RunState.Open },
        { "accepted", [new StepStarted("s"), new StepDone("s", "x", true), new StepStarted("t"), new StepWaiting("t", "x")], StepStatus.Done, RunState.Accepted },
        { "going back", [new StepStarted("s"), new StepDone("s", "x"), new RollbackStarted("w")], StepStatus.Done, RunState.RollingBack },
        { "being undone", [new StepStarted("s"), new RollbackStarted("w"), new UndoStarted("s")], StepStatus.InDoubt, RunState.RollingBack },
        { "not undone", [new StepStarted("s"), new RollbackStarted("w"), new UndoStarted("s"), new UndoFailed("s", "x", null)], StepStatus.Failed, RunState.RollingBack },
        { "undone", [new StepStarted("s"), new RollbackStarted("w"), new UndoStarted("s"), new StepUndone("s", "x")], StepStatus.Undone, RunState.RollingBack },
        { "unverified", [new RollbackStarted("w"), new RollbackUnverified("x", null)], StepStatus.Pending, RunState.RollingBack },
        { "back", [new RollbackStarted("w"), new RolledBack("1")], StepStatus.Pending, RunState.RolledBack },
        { "finished", [new StepStarted("s"), new StepDone("s", "x", true), new RunFinished()], StepStatus.Done, RunState.Finished },
    };

    [Theory]
    [MemberData(nameof(Sequences), DisableDiscoveryEnumeration = true)]
    internal void Records_say_what_became_of_a_step_and_where_the_run_stands(string what, JournalEntry[] entries, StepStatus status, RunState state)
    {
        var history = new RunHistory(entries);
        history.Status("s").Should().Be(status, what);
        history.State().Should().Be(state, what);
    }

    [Fact]
    public void What_a_run_builds_it_builds_until_a_call_says_otherwise()
    {
        RunResumed Call(params (string Option, string Value)[] typed) => new("o") { Typed = typed.ToDictionary(pair => pair.Option, pair => pair.Value) };
        bool Builds(RunResumed now, params RunResumed[] before) => new RunOptions { DeploymentFolder = "/srv", Typed = now.Typed! }.ContinuedFrom(new RunHistory([.. before, now]).TypedEver).BuildImages;

        Builds(Call(), Call(("images", "build")), Call(("source", "/x"))).Should().BeTrue();
        Builds(Call(("images", "pull")), Call(("images", "build"))).Should().BeFalse();
        Builds(Call(), Call(("images", "build")), Call(("images", "pull"))).Should().BeFalse();
        Builds(Call(), Call(("source", "/x"))).Should().BeFalse();
    }

    [Fact]
    public void A_duration_adds_attempts_and_leaves_out_the_time_nobody_worked()
    {
        var history = new RunHistory(
        [
            At(0, new StepStarted("s")), At(1, new Remembered("s", "k", "t")), At(5, new StepFailed("s", "x", null)),
            At(100, new StepStarted("s")),
            At(1000, new RunResumed("o")), At(1001, new StepStarted("s")), At(1003, new StepDone("s", "x")),
            At(1004, new StepStarted("t")), At(1010, new StepDone("t", "x")),
        ]);
        history.TimeLine.Duration("s").Should().Be(TimeSpan.FromSeconds(5 + 2));
        history.TimeLine.Duration("t").Should().Be(TimeSpan.FromSeconds(6));
        history.BeganAt("s").Should().Be(TestClock.Start);
        history.DoneAt("s").Should().Be(TestClock.Start.AddSeconds(1003));
    }

    [Fact]
    public void Memory_is_of_a_step_and_the_last_word_counts()
    {
        var history = new RunHistory([new Remembered("s", "k", "1"), new Remembered("t", "k", "2"), new Remembered("s", "k", "3")]);
        history.Recall("s", "k").Should().Be("3");
        history.Recall("t", "k").Should().Be("2");
        history.Recall("u", "k").Should().BeNull();
    }

    [Fact]
    public void Why_a_rollback_stopped_is_forgotten_when_it_is_taken_up_again()
    {
        JournalEntry[] stopped = [new StepFailed("s", "first", null), new RollbackStarted("w"), new UndoFailed("s", "stuck", "mend")];
        new RunHistory(stopped).RollbackFailure.Should().Be("stuck");
        new RunHistory([.. stopped, new RunResumed("o")]).RollbackFailure.Should().BeNull();
    }

    private static JournalEntry At(int seconds, JournalEntry entry) => entry with { At = TestClock.Start.AddSeconds(seconds) };
}
