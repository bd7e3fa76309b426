using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
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
        { RunState.RolledBack, [new RollbackStarted("step 'one' failed: it broke"), new RolledBack("2.2.0")], "rolled back: step 'one' failed: it broke", ["CONTINUE"], false },
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
    public void Every_state_is_tested() => States().Select(row => row[0]).Distinct().Should().HaveCount(Enum.GetValues<RunState>().Length);

    [Fact]
    public void A_procedure_is_not_called_an_upgrade()
    {
        var plan = TestBed.Procedure("one");
        Build(plan, [new RunFinished()], RunState.Finished).Verdict.Happened.Should().Be("Procedure 'backup' is done");
        Build(plan, [new RollbackStarted("it broke"), new RolledBack("2.2.0")], RunState.RolledBack).Verdict.Happened.Should().Be("The procedure 'backup' was rolled back: it broke");
    }

    public void Dispose() => _folder.Dispose();

    private RunReport Build(Plan plan, JournalEntry[] entries, RunState state)
    {
        var run = new RunRecord(TestBed.Application, plan, new RunFolder(_folder.Path), new RunHistory([Started(plan), .. entries]));
        run.State.Should().Be(state);
        return new ReportBuilder(run, TestBed.Hints, new TestClock()).Build();
    }

    private static RunStarted Started(Plan plan) => new("r1", plan.Id, plan.Hash, new()
    {
        Project = "cvat",
        Folder = "/srv/cvat",
        ComposeFiles = [],
        EngineId = "engine",
        Version = "2.2.0",
        Services = [],
        Stores = new Dictionary<string, Engine.Ports.StoreSnapshot>(StringComparer.Ordinal),
    }, "op@host");
}
