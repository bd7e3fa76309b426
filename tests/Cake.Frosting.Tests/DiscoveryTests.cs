using Cake.Core;

namespace Cake.Frosting.Tests;

public sealed class DiscoveryTests
{
    [Fact]
    public void Public_tasks_of_an_added_assembly_are_found()
    {
        var outcome = TestHost.Run("--tree", host => host.AddAssembly(typeof(DiscoveryTests).Assembly));

        outcome.Output.Should().Contain("Found").And.Contain("FoundByClassName");
        outcome.Output.Should().NotContain(nameof(PublicTasks.NotFoundSinceAbstract)).And.NotContain("Internal");
    }

    [Fact]
    public void An_assembly_added_twice_is_refused()
    {
        var assembly = typeof(DiscoveryTests).Assembly;

        TestHost.Run("--target=Found --dryrun", host => host.AddAssembly(assembly)).Code.Should().Be(0);
        TestHost.Run("--target=Found --dryrun", host => host.AddAssembly(assembly).AddAssembly(assembly)).Code.Should().Be(1);
    }

    [Fact]
    public void Two_tasks_of_one_name_are_refused() =>
        TestHost.Run("--target=Internal", typeof(InternalTask), typeof(Namesake)).Code.Should().Be(1);

    [Fact]
    public void A_task_for_another_context_is_left_out_with_a_warning()
    {
        var outcome = TestHost.Run("--target=Internal", typeof(InternalTask), typeof(ForOtherContext));

        outcome.Code.Should().Be(0);
        outcome.Output.Should().Contain("cannot be used").And.Contain(typeof(OtherContext).FullName);
    }

    [Fact]
    public void A_task_is_given_the_context_of_the_program()
    {
        var outcome = TestHost.Run("--target=ForOtherContext", host => host.UseContext<OtherContext>(), typeof(ForOtherContext));

        outcome.Record.Should().Equal("OtherContext");
    }

    [Theory]
    [InlineData("--target=Internal")]
    [InlineData("--tree")]
    public void A_task_for_another_context_behind_a_base_class_is_refused(string arguments)
    {
        var outcome = TestHost.Run(arguments, typeof(InternalTask), typeof(BehindBase));

        outcome.Code.Should().Be(1);
        outcome.Output.Should().Contain("Error: ");
    }

    [Fact]
    public void A_task_behind_a_base_class_is_given_the_context_of_the_program() =>
        TestHost.Run("--target=BehindBase", host => host.UseContext<OtherContext>(), typeof(BehindBase)).Record.Should().Equal("OtherContext");

    [Theory]
    [InlineData("--target=Internal")]
    [InlineData("--tree")]
    public void A_class_that_implements_the_interface_by_itself_is_refused(string arguments)
    {
        var outcome = TestHost.Run(arguments, typeof(InternalTask), typeof(Bare));

        outcome.Code.Should().Be(1);
        outcome.Output.Should().Contain(nameof(IFrostingTask));
    }

    [Fact]
    public void The_context_of_a_run_that_asks_for_none_of_its_own_is_in_constructors_too() =>
        TestHost.Run("--target=Injected", typeof(Injected)).Record.Should().Equal("the same: True");

    [TaskName("Internal")]
    private sealed class InternalTask : FrostingTask;

    [TaskName("Internal")]
    private sealed class Namesake : FrostingTask;

    private sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    private abstract class Between : FrostingTask<OtherContext>;

    private sealed class BehindBase(Record record) : Between
    {
        public override void Run(OtherContext context) => record.Add(context.GetType().Name);
    }

    private sealed class Bare : IFrostingTask
    {
        public Task RunAsync(ICakeContext context) => Task.CompletedTask;

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context)
        {
        }

        public void Finally(ICakeContext context)
        {
        }
    }

    private sealed class Injected(Record record, FrostingContext injected) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add($"the same: {ReferenceEquals(injected, context)}");
    }

    private sealed class ForOtherContext(Record record) : FrostingTask<OtherContext>
    {
        public override void Run(OtherContext context) => record.Add(context.GetType().Name);
    }
}
