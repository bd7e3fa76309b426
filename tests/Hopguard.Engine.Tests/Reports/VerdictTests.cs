using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using static Hopguard.Engine.Journals.JournalEntry;

namespace Hopguard.Engine.Tests.Reports;

public sealed class VerdictTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();

    public static TheoryData<RunState, JournalEntry[], string, string[], bool> States() => new()
    {
        { RunState.Open, [], "The run stopped between two steps", ["CONTINUE", "ROLL-BACK"], true },
        { RunState.Open, [new StepStarted("one")], "interrupted in step 'one'", ["CONTINUE", "ROLL-BACK"], false },
        { RunState.Failed, [new StepStarted("one"), new StepFailed("one", "it broke", "mend it")], "Step 'one' failed: it broke", ["mend it", "CONTINUE", "ROLL-BACK"], false },
        { RunState.AwaitingAcceptance, [new StepWaiting("accept", "word")], "CVAT was upgraded to 2.3.0 and verified", ["ACCEPT", "ROLL-BACK"], true },
        { RunState.RollingBack, [new StepFailed("one", "it broke", "x"), new RollbackStarted("w")], "it was interrupted", ["ROLL-BACK"], false },
        { RunState.RollingBack, [new RollbackStarted("w"), new UndoFailed("one", "stuck", "free it")], "stopped before its end: stuck", ["free it", "ROLL-BACK"], false },
        { RunState.RollingBack, [new RollbackStarted("w"), new RollbackUnverified("no answer", "look")], "no answer", ["look", "ROLL-BACK"], false },
        { RunState.RolledBack, [new RollbackStarted("step 'one' failed: it broke"), new RolledBack("2.2.0")], "The upgrade ended before it changed the deployment: step 'one' failed: it broke", ["CONTINUE"], false },
        { RunState.RolledBack, [new StepStarted("one"), new RollbackStarted("step 'one' failed: it broke"), new RolledBack("2.2.0")], "The upgrade was rolled back: step 'one' failed: it broke", ["CONTINUE"], false },
        { RunState.Accepted, [new StepDone("accept", "x", true)], "upgraded to 2.3.0 and accepted", ["DELETE-RETIRED"], true },
        { RunState.Accepted, [new StepDone("accept", "x", true), new StepFailed("delete-retired", "in use", null)], "'delete-retired' failed: in use", ["DELETE-RETIRED"], false },
        { RunState.Finished, [new StepDone("accept", "x", true), new RunFinished()], "upgraded to 2.3.0 and accepted", ["STATUS"], true },
    };

    [Theory]
    [MemberData(nameof(States), DisableDiscoveryEnumeration = true)]
    internal void Every_state_has_its_three_answers(RunState state, JournalEntry[] entries, string happened, string[] next, bool success)
    {
        var verdict = Build(TestBed.Hop("one"), entries, state).Verdict;

        verdict.Happened.Should().Contain(happened);
        verdict.State.Should().NotBeEmpty();
        verdict.Next.Should().HaveCount(next.Length);
        verdict.Next.Zip(next).Should().OnlyContain(pair => pair.First.EndsWith(pair.Second, StringComparison.Ordinal));
        verdict.Success.Should().Be(success);
    }

    [Fact]
    public void What_was_to_be_done_on_the_spot_is_for_the_next_attempt_when_the_version_before_runs_again()
    {
        JournalEntry[] entries = [new StepStarted("one"), new StepFailed("one", "it broke", "Stop container 'x'"), new RollbackStarted("step 'one' failed: it broke"), new RolledBack("2.2.0")];
        Build(TestBed.Hop("one"), entries, RunState.RolledBack).Verdict.Next.Should().Equal("before the next attempt: Stop container 'x'", "CONTINUE");
    }

    [Theory]
    [InlineData("Find out what started x", new[] { "before the next attempt: Find out what started x", "CONTINUE" })]
    [InlineData("", new[] { "CONTINUE" })]
    public void What_was_true_of_the_middle_of_the_run_only_is_not_told_when_the_version_before_runs_again(string afterRollback, string[] next)
    {
        var failed = new StepFailed("one", "it broke", "Stop what uses volume 'v': x") { AfterRollback = afterRollback };
        Build(TestBed.Hop("one"), [new StepStarted("one"), failed, new RollbackStarted("step 'one' failed: it broke"), new RolledBack("2.2.0")], RunState.RolledBack).Verdict.Next.Should().Equal(next);
        Build(TestBed.Hop("one"), [new StepStarted("one"), failed], RunState.Failed).Verdict.Next.Should().StartWith("Stop what uses volume 'v': x");
    }

    public static TheoryData<RunState, JournalEntry[], string> Services() => new()
    {
        { RunState.Open, [], "CVAT was not stopped; " },
        { RunState.Failed, [new StepStarted("one"), new StepFailed("one", "it broke", null)], "CVAT was not stopped; " },
        { RunState.Open, [new StepStarted("stop")], "CVAT is down; " },
        { RunState.Failed, [new StepStarted("stop"), new StepDone("stop", ""), new StepStarted("start"), new StepFailed("start", "it broke", null)], "CVAT is down; " },
        { RunState.Open, [new StepStarted("stop"), new StepDone("stop", ""), new StepStarted("start"), new StepDone("start", "")], "CVAT was started again; " },
        { RunState.RollingBack, [new StepStarted("stop"), new StepDone("stop", ""), new RollbackStarted("w"), new UndoStarted("stop")], "CVAT is down; " },
        { RunState.RollingBack, [new StepStarted("stop"), new RollbackStarted("w"), new UndoStarted("stop"), new StepUndone("stop", "")], "CVAT was started again; " },
    };

    [Fact]
    public void A_step_behind_the_stop_that_was_begun_before_it_was_only_prepared()
    {
        var plan = TestBed.Hop() with { Steps = [new Work { Id = "one" }, new StopServices { Id = "stop" }, new Work { Id = "restore" }] };

        Build(plan, [new StepStarted("restore")], RunState.Open).Verdict.Happened.Should().Be("The run was interrupted before its stop, while step 'restore' was prepared");
        Build(plan, [new StepStarted("restore"), new StepStarted("stop"), new StepDone("stop", "")], RunState.Open).Verdict.Happened.Should().Be("The run was interrupted in step 'restore'");
    }

    [Theory]
    [MemberData(nameof(Services), DisableDiscoveryEnumeration = true)]
    internal void Whether_the_application_is_down_is_said_first(RunState state, JournalEntry[] entries, string first)
    {
        var plan = TestBed.Hop() with { Steps = [new Work { Id = "one" }, new StopServices { Id = "stop" }, new StartServices { Id = "start" }] };
        Build(plan, entries, state).Verdict.State.Should().StartWith(first);
    }

    [Fact]
    public void Every_state_is_tested() => States().Select(row => row[0]).Distinct().Should().HaveCount(Enum.GetValues<RunState>().Length);

    [Fact]
    public void A_procedure_is_not_called_an_upgrade()
    {
        var plan = TestBed.Procedure("one");
        Build(plan, [new RunFinished()], RunState.Finished).Verdict.Happened.Should().Be("Procedure 'backup' is done");
        Build(plan, [new RollbackStarted("it broke"), new RolledBack("2.2.0")], RunState.RolledBack).Verdict.Happened.Should().Be("The procedure 'backup' ended before it changed the deployment: it broke");
    }

    [Fact]
    public void A_refusal_is_the_verdict_and_proposes_nothing_that_deletes()
    {
        var verdict = Build(TestBed.Hop("one"), [new StepDone("accept", "x", true)], RunState.Accepted, new HopguardException("It cannot be", "Do that")).Verdict;
        verdict.Success.Should().BeFalse();
        verdict.Happened.Should().Be("It cannot be");
        verdict.Next.Should().Equal("Do that", "STATUS");
    }

    [Fact]
    public void A_rollback_that_was_refused_does_not_say_that_the_way_back_is_open()
    {
        var verdict = Build(TestBed.Hop("one"), [new StepWaiting("accept", "word")], RunState.AwaitingAcceptance, new HopguardException("The old data is gone", "Bring it back"), isRollbackTyped: true).Verdict;
        verdict.Happened.Should().Be("The old data is gone");
        verdict.State.Should().Be("The new version runs, and nothing was rolled back");
    }

    [Fact]
    public void A_rollback_that_stopped_tells_what_it_had_begun_for()
    {
        JournalEntry[] entries = [new StepFailed("one", "it broke", null), new RollbackStarted("step 'one' failed: it broke"), new UndoFailed("one", "stuck", null)];
        Build(TestBed.Hop("one"), entries, RunState.RollingBack).Verdict.Happened.Should().Be("The rollback stopped before its end: stuck; it had begun because step 'one' failed: it broke");
        Build(TestBed.Hop("one"), [new RollbackStarted(RollbackStarted.ByOperator), new UndoFailed("one", "stuck", null)], RunState.RollingBack)
            .Verdict.Happened.Should().Be("The rollback stopped before its end: stuck");
    }

    [Fact]
    public void A_failure_that_the_journal_has_is_told_once()
    {
        JournalEntry[] entries = [new StepStarted("one"), new StepFailed("one", "it broke", "mend it")];
        Build(TestBed.Hop("one"), entries, RunState.Failed, new HopguardException("it broke. Nothing was rolled back", "mend it")).Verdict
            .Should().BeEquivalentTo(Build(TestBed.Hop("one"), entries, RunState.Failed).Verdict);
    }

    public void Dispose() => _folder.Dispose();

    private RunReport Build(Plan plan, JournalEntry[] entries, RunState state, HopguardException? failure = null, bool isRollbackTyped = false)
    {
        var run = new RunRecord(TestBed.Application, plan, new RunFolder(_folder.Path), new RunHistory([Started(plan), .. entries]));
        run.State.Should().Be(state);
        return new ReportBuilder(run, TestBed.Hints, new TestClock()).Build(failure, isRollbackTyped);
    }

    private static RunStarted Started(Plan plan) => new("r1", plan.Id, plan.Hash, new()
    {
        Project = "cvat",
        Folder = "/srv/cvat",
        EngineId = "engine",
        Version = "2.2.0",
    }, "op@host");
}
