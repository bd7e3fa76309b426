namespace Cake.Frosting.Tests;

public sealed class DependencyTests
{
    private static readonly Type[] Tasks = [typeof(Last), typeof(Middle), typeof(First), typeof(SlippedIn)];

    [Fact]
    public void Dependencies_run_first_and_once_and_dependees_afterwards() =>
        TestHost.Run("--target=Last", Tasks).Record.Should().Equal("First", "SlippedIn", "Middle", "Last");

    [Fact]
    public void Exclusive_runs_the_target_alone() => TestHost.Run("--target=Last --exclusive", Tasks).Record.Should().Equal("Last");

    [Fact]
    public void Several_targets_run_in_the_order_given() =>
        TestHost.Run("--target=First -t SlippedIn", Tasks).Record.Should().Equal("First", "SlippedIn");

    [Fact]
    public void Dry_run_names_the_tasks_in_order_and_runs_none()
    {
        var outcome = TestHost.Run("--target=Last --dryrun", Tasks);

        outcome.Code.Should().Be(0);
        outcome.Record.Should().BeEmpty();
        outcome.Output.Should().MatchRegex("(?s)1.*First.*2.*SlippedIn.*3.*Middle.*4.*Last");
    }

    [Fact]
    public void Tree_shows_dependencies_below_what_needs_them()
    {
        var outcome = TestHost.Run("--target=Last --tree", Tasks);

        outcome.Record.Should().BeEmpty();
        outcome.Output.Should().MatchRegex("(?s)^\\s*Last.*─First.*─Middle.*─First");
    }

    [Fact]
    public void Description_lists_every_task_with_what_it_is_for()
    {
        var outcome = TestHost.Run("--description", Tasks);

        outcome.Record.Should().BeEmpty();
        outcome.Output.Should().MatchRegex("Last\\s+does the rest").And.Contain("SlippedIn");
    }

    [Fact]
    public void An_unknown_target_fails_and_is_named()
    {
        var outcome = TestHost.Run("--target=Lost", Tasks);

        outcome.Code.Should().Be(1);
        outcome.Output.Should().Contain("'Lost' was not found");
    }

    [Fact]
    public void A_circle_fails_before_anything_runs()
    {
        var outcome = TestHost.Run("--target=Hen", typeof(Hen), typeof(Egg));

        outcome.Code.Should().Be(1);
        outcome.Record.Should().BeEmpty();
    }

    [Fact]
    public void A_dependency_on_what_is_no_task_is_refused() =>
        TestHost.Run("--target=Wrong", typeof(Wrong)).Output.Should().Contain("'String' is not a valid task");

    private abstract class Recorded(Record record) : FrostingTask
    {
        public override void Run(Core.ICakeContext context) => record.Add(GetType().Name);
    }

    [TaskDescription(description: "does the rest")]
    [IsDependentOn(typeof(First))]
    [IsDependentOn(typeof(Middle))]
    private sealed class Last(Record record) : Recorded(record);

    // By the names that the package gives its parameters: whatever compiles with one compiles with the other.
    [TaskName(name: "Middle")]
    [IsDependentOn(type: typeof(First))]
    private sealed class Middle(Record record) : Recorded(record);

    private sealed class First(Record record) : Recorded(record);

    [IsDependeeOf(type: typeof(Middle))]
    private sealed class SlippedIn(Record record) : Recorded(record);

    [IsDependentOn(typeof(Egg))]
    private sealed class Hen(Record record) : Recorded(record);

    [IsDependentOn(typeof(Hen))]
    private sealed class Egg(Record record) : Recorded(record);

    [IsDependentOn(typeof(string))]
    private sealed class Wrong(Record record) : Recorded(record);
}
