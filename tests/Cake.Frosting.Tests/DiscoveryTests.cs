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
    public void An_assembly_added_twice_is_searched_once()
    {
        var assembly = typeof(DiscoveryTests).Assembly;

        TestHost.Run("--target=Found --dryrun", host => host.AddAssembly(assembly).AddAssembly(assembly)).Code.Should().Be(0);
    }

    [Fact]
    public void Two_tasks_of_one_name_are_refused() =>
        TestHost.Run("--target=Internal", typeof(InternalTask), typeof(Namesake)).Code.Should().Be(1);

    [Fact]
    public void A_task_for_another_context_is_left_out_with_a_warning()
    {
        var outcome = TestHost.Run("--target=Internal", typeof(InternalTask), typeof(ForOtherContext));

        outcome.Code.Should().Be(0);
        outcome.Output.Should().Contain("'ForOtherContext' cannot be used");
    }

    [Fact]
    public void A_task_is_given_the_context_of_the_program()
    {
        var outcome = TestHost.Run("--target=ForOtherContext", host => host.UseContext<OtherContext>(), typeof(ForOtherContext));

        outcome.Record.Should().Equal("OtherContext");
    }

    [TaskName("Internal")]
    private sealed class InternalTask : FrostingTask;

    [TaskName("Internal")]
    private sealed class Namesake : FrostingTask;

    private sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    private sealed class ForOtherContext(Record record) : FrostingTask<OtherContext>
    {
        public override void Run(OtherContext context) => record.Add(context.GetType().Name);
    }
}
