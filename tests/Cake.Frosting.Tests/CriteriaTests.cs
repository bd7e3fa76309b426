using Cake.Core;

namespace Cake.Frosting.Tests;

public sealed class CriteriaTests
{
    [Fact]
    public void A_task_that_should_not_run_is_skipped_and_those_after_it_run()
    {
        var outcome = TestHost.Run("--target=AfterUnwanted", typeof(Unwanted), typeof(AfterUnwanted));

        outcome.Code.Should().Be(0);
        outcome.Record.Should().Equal("asked", "AfterUnwanted");
        outcome.Output.Should().Contain("Skipped");
    }

    [Fact]
    public void The_reason_for_which_a_task_is_skipped_is_told()
    {
        var outcome = TestHost.Run("--target=AfterExplained --verbosity=verbose", typeof(Explained), typeof(AfterExplained));

        outcome.Record.Should().Equal("AfterExplained");
        outcome.Output.Should().MatchRegex("(?s)out of flour.*Skip Reason.*Explained.*out of flour", "it stands in the log and in the table");
    }

    [Fact]
    public void Whether_a_task_should_run_is_asked_after_its_dependencies_ran() =>
        TestHost.Run("--target=Latecomer", typeof(Latecomer), typeof(Unwanted), typeof(AfterUnwanted)).Record.Should().Equal("asked", "AfterUnwanted", "Latecomer");

    [Fact]
    public void An_asynchronous_task_is_waited_for() =>
        TestHost.Run("--target=AfterSlow", typeof(Slow), typeof(AfterSlow)).Record.Should().Equal("Slow", "AfterSlow");

    private sealed class Unwanted(Record record) : FrostingTask
    {
        public override bool ShouldRun(ICakeContext context)
        {
            record.Add("asked");
            return false;
        }

        public override void Run(ICakeContext context) => record.Add(nameof(Unwanted));
    }

    [IsDependentOn(typeof(Unwanted))]
    private sealed class AfterUnwanted(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add(nameof(AfterUnwanted));
    }

    private sealed class Explained(Record record) : FrostingTask, IFrostingTask
    {
        string IFrostingTask.SkippedMessage => "out of flour";

        public override bool ShouldRun(ICakeContext context) => false;

        public override void Run(ICakeContext context) => record.Add(nameof(Explained));
    }

    [IsDependentOn(typeof(Explained))]
    private sealed class AfterExplained(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add(nameof(AfterExplained));
    }

    [IsDependentOn(typeof(AfterUnwanted))]
    private sealed class Latecomer(Record record) : FrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => record.Contains(nameof(AfterUnwanted));

        public override void Run(ICakeContext context) => record.Add(nameof(Latecomer));
    }

    private sealed class Slow(Record record) : AsyncFrostingTask<FrostingContext>
    {
        public override async Task RunAsync(FrostingContext context)
        {
            await Task.Delay(20);
            record.Add(nameof(Slow));
        }
    }

    [IsDependentOn(typeof(Slow))]
    private sealed class AfterSlow(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add(nameof(AfterSlow));
    }
}
