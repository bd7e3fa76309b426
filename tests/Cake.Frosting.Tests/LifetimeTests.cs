using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void Setup_and_teardown_enclose_the_run_and_each_task() =>
        TestHost.Run("--target=Work", host => host.UseLifetime<Lifetime>().UseTaskLifetime<TaskLifetime>(), typeof(Work))
            .Record.Should().Equal("setup for Work", "before Work", "work", "after Work", "teardown True");

    [Fact]
    public void Setups_and_teardowns_may_stand_alone() =>
        TestHost.Run("--target=Work", host => host.UseSetup<SetupAlone>().UseTeardown<TeardownAlone>().UseTaskSetup<TaskSetupAlone>().UseTaskTeardown<TaskTeardownAlone>(), typeof(Work))
            .Record.Should().Equal("setup", "task setup", "work", "task teardown", "teardown");

    [Fact]
    public void Teardown_runs_after_a_failure_and_sees_it()
    {
        var outcome = TestHost.Run("--target=Broken", host => host.UseLifetime<Lifetime>(), typeof(Broken));

        outcome.Code.Should().Be(1);
        outcome.Record.Should().Equal("setup for Broken", "teardown False: broken");
    }

    [Fact]
    public void A_failing_setup_lets_no_task_run_but_the_teardown()
    {
        var outcome = TestHost.Run("--target=Work", host => host.UseSetup<BrokenSetupAlone>().UseTeardown<TeardownAlone>(), typeof(Work));

        outcome.Code.Should().Be(1);
        outcome.Record.Should().Equal("teardown");
    }

    [Theory]
    [InlineData("--tree")]
    [InlineData("--description")]
    public void Nothing_around_the_tasks_happens_when_nothing_runs(string mode) =>
        TestHost.Run($"--target=Work {mode}", host => host.UseLifetime<Lifetime>().UseTaskLifetime<TaskLifetime>(), typeof(Work)).Record.Should().BeEmpty();

    // Cake's engine does so: what a setup does to the world, it has to leave alone in a dry run by itself.
    [Fact]
    public void A_dry_run_is_set_up_and_torn_down_but_its_tasks_are_not() =>
        TestHost.Run("--target=Work --dryrun", host => host.UseLifetime<Lifetime>().UseTaskLifetime<TaskLifetime>(), typeof(Work))
            .Record.Should().Equal("setup for Work", "teardown True");

    [Fact]
    public void A_startup_registers_services() => TestHost.Run("--target=Work", host => host.UseStartup<Startup>(), typeof(Work)).Record.Should().Equal("setup", "work");

    private sealed class Work(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add("work");
    }

    private sealed class Broken : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");
    }

    private sealed class Lifetime(Record record) : FrostingLifetime<FrostingContext>
    {
        public override void Setup(FrostingContext context, ISetupContext info) => record.Add("setup for " + info.TargetTask.Name);

        public override void Teardown(FrostingContext context, ITeardownContext info) =>
            record.Add($"teardown {info.Successful}{(info.ThrownException is { } thrown ? ": " + thrown.Message : string.Empty)}");
    }

    private sealed class TaskLifetime(Record record) : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => record.Add("before " + info.Task.Name);

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => record.Add("after " + info.Task.Name);
    }

    private sealed class SetupAlone(Record record) : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => record.Add("setup");
    }

    private sealed class BrokenSetupAlone : FrostingSetup<FrostingContext>
    {
        public override void Setup(FrostingContext context, ISetupContext info) => throw new InvalidOperationException("no");
    }

    private sealed class TeardownAlone(Record record) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => record.Add("teardown");
    }

    private sealed class TaskSetupAlone(Record record) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => record.Add("task setup");
    }

    private sealed class TaskTeardownAlone(Record record) : FrostingTaskTeardown
    {
        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => record.Add("task teardown");
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.UseSetup<SetupAlone>();
    }
}
