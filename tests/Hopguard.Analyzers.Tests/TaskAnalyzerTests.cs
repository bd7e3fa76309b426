using System.Globalization;

namespace Hopguard.Analyzers.Tests;

public sealed class TaskAnalyzerTests
{
    private const string CopyAndCheck = """
        [Copies("database")] class Dump : FrostingTask { }
        [Verifies("database"), IsDependentOn(typeof(Dump))] class Check : FrostingTask { }

        """;

    [Fact]
    public Task A_task_that_destroys_without_a_copy_is_reported_at_the_attribute() => PlanHost.ExpectInTasks("""
        class Stop : FrostingTask { }
        [{|HOP001:Destroys("database")|}, IsDependentOn(typeof(Stop))] class Drop : FrostingTask { }
        """);

    [Fact]
    public async Task A_copy_that_nobody_verifies_is_none_and_is_shown_beside_the_finding()
    {
        var found = (await PlanHost.ExpectInTasks("""
            [Copies("database")] class Dump : FrostingTask { }
            [{|HOP002:Destroys("database")|}, IsDependentOn(typeof(Dump))] class Drop : FrostingTask { }
            """)).Should().ContainSingle().Which;

        found.AdditionalLocations.Should().ContainSingle();
        found.GetMessage(CultureInfo.InvariantCulture).Should().Be(
            "Store 'database' is destroyed by task 'Drop', and no task that it depends on verifies the copy of 'Dump'; depend on one that does and that itself depends on 'Dump'");
        found.GetMessage(new CultureInfo("ja-JP")).Should().StartWith("ストア 'database' がタスク 'Drop' によって破棄されます");
    }

    [Fact]
    public Task A_verified_copy_among_the_dependencies_is_enough() => PlanHost.ExpectInTasks(CopyAndCheck + """
        [IsDependentOn(typeof(Check))] class Stop : FrostingTask { }
        [Destroys("database"), IsDependentOn(typeof(Stop))] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task A_task_may_put_itself_before_another() => PlanHost.ExpectInTasks("""
        [Copies("database"), IsDependeeOf(typeof(Check))] class Dump : FrostingTask { }
        [Verifies("database"), IsDependeeOf(typeof(Drop))] class Check : FrostingTask { }
        [Destroys("database")] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task A_check_that_does_not_wait_for_the_copy_proves_nothing() => PlanHost.ExpectInTasks("""
        [Copies("database")] class Dump : FrostingTask { }
        [Verifies("database")] class Check : FrostingTask { }
        [{|HOP002:Destroys("database")|}, IsDependentOn(typeof(Check)), IsDependentOn(typeof(Dump))] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task A_copy_taken_after_the_loss_is_none() => PlanHost.ExpectInTasks("""
        [{|HOP001:Destroys("database")|}] class Drop : FrostingTask { }
        [Copies("database"), IsDependentOn(typeof(Drop))] class Dump : FrostingTask { }
        [Verifies("database"), IsDependentOn(typeof(Dump))] class Check : FrostingTask { }
        """);

    [Fact]
    public Task A_task_that_copies_and_verifies_is_both() => PlanHost.ExpectInTasks("""
        [Copies("database"), Verifies("database")] class BackUp : FrostingTask { }
        [Destroys("database"), IsDependentOn(typeof(BackUp))] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task A_task_is_not_its_own_proof() => PlanHost.ExpectInTasks("""
        [Copies("database"), Verifies("database"), {|HOP001:Destroys("database")|}] class All : FrostingTask { }
        """);

    [Fact]
    public Task A_check_that_may_fail_proves_nothing() => PlanHost.ExpectInTasks("""
        [Copies("database")] class Dump : FrostingTask { }
        [Verifies("database"), ContinueOnError, IsDependentOn(typeof(Dump))] class Check : FrostingTask { }
        [{|HOP002:Destroys("database")|}, IsDependentOn(typeof(Check))] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task Each_store_is_judged_by_itself() => PlanHost.ExpectInTasks(CopyAndCheck + """
        [Copies("media"), IsDependentOn(typeof(Check))] class Archive : FrostingTask { }
        [Destroys("database"), {|HOP002:Destroys("media")|}, {|HOP001:Destroys("keys")|}, IsDependentOn(typeof(Archive))] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task Circles_end_and_prove_nothing_by_themselves() => PlanHost.ExpectInTasks("""
        [Copies("database"), IsDependentOn(typeof(Drop))] class Dump : FrostingTask { }
        [IsDependentOn(typeof(Loop)), IsDependentOn(typeof(Dump))] class Loop : FrostingTask { }
        [{|HOP002:Destroys("database")|}, IsDependentOn(typeof(Loop))] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task What_a_base_class_says_holds_for_the_classes_that_run() => PlanHost.ExpectInTasks(CopyAndCheck + """
        [{|HOP001:Destroys("database")|}] abstract class Removal : FrostingTask { }
        [IsDependentOn(typeof(Check))] sealed class Careful : Removal { }
        sealed class Careless : Removal { }
        [Verifies("database"), IsDependentOn(typeof(Dump))] abstract class Checking : FrostingTask { }
        class Quick : Checking { }
        [Destroys("database"), IsDependentOn(typeof(Quick))] class Drop : FrostingTask { }
        """);

    [Fact]
    public Task Generic_tasks_are_their_definitions() => PlanHost.ExpectInTasks("""
        [Copies("database")] class Dump<T> : FrostingTask { }
        [Verifies("database"), IsDependentOn(typeof(Dump<int>))] class Check<T> : FrostingTask { }
        [Destroys("database"), IsDependentOn(typeof(Check<>))] class Drop<T> : FrostingTask { }
        [{|HOP002:Destroys("database")|}, IsDependentOn(typeof(Dump<string>))] class DropToo<T> : FrostingTask { }
        """);

    [Fact]
    public Task A_restore_over_a_store_that_still_holds_data_is_a_loss() => PlanHost.ExpectInTasks("""
        [{|HOP001:Restores("database")|}] class Overwrite : FrostingTask { }
        """);

    [Fact]
    public Task A_restore_into_what_was_destroyed_before_loses_nothing() => PlanHost.ExpectInTasks(CopyAndCheck + """
        [Destroys("database"), IsDependentOn(typeof(Check))] class Drop : FrostingTask { }
        [Restores("database"), IsDependentOn(typeof(Drop))] class Fill : FrostingTask { }
        [Restores("database"), IsDependentOn(typeof(Check))] class Overwrite : FrostingTask { }
        """);

    [Fact]
    public Task A_store_is_named_by_its_typed_name_too() => PlanHost.ExpectInTasks("""
        [Copies("cvat/database")] class Dump : FrostingTask { }
        [Verifies(Hopguard.Generated.Cvat.Stores.Database), IsDependentOn(typeof(Dump))] class Check : FrostingTask { }
        [Destroys(Hopguard.Generated.Cvat.Stores.Database), IsDependentOn(typeof(Check))] class Drop : FrostingTask { }
        [{|HOP001:Destroys("other/database")|}, IsDependentOn(typeof(Check))] class DropOther : FrostingTask { }
        [{|HOP001:Destroys(Hopguard.Generated.Cvat.Stores.Media)|}, IsDependentOn(typeof(Check))] class DropMedia : FrostingTask { }
        """);

    [Fact]
    public async Task Tasks_of_other_assemblies_count()
    {
        var library = PlanHost.Image(PlanHost.Generate(PlanHost.Compile("""
            using Cake.Frosting;
            using Hopguard;
            namespace Library;
            [Copies("database"), IsDependeeOf(typeof(Check))] public class Dump : FrostingTask { }
            [Verifies("database")] public class Check : FrostingTask { }
            [Copies("media")] public class Archive : FrostingTask { }
            [Destroys("media")] public abstract class Removal : FrostingTask { }
            """, FrostingStub.Reference).WithAssemblyName("library")));

        await PlanHost.ExpectInTasks("""
            [Destroys("database"), IsDependentOn(typeof(Library.Check))] class Drop : FrostingTask { }
            [{|HOP002:Destroys("media")|}, IsDependentOn(typeof(Library.Archive))] class DropMedia : FrostingTask { }
            class {|HOP001:Wipe|} : Library.Removal { }
            """, library);
    }

    [Fact]
    public async Task A_task_may_lean_on_the_steps_of_a_plan()
    {
        var plan = new PlanText("/repository/plans/cvat/backup.yaml", Repository.Read("plans/cvat/backup.yaml"));
        var tasks = PlanHost.Image(PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference).WithAssemblyName("tasks"), PlanHost.Cvat, plan));

        await PlanHost.ExpectInTasks("""
            [Destroys("database"), IsDependentOn(typeof(Hopguard.Tasks.Generated.Cvat.Backup))] class Drop : FrostingTask { }
            [{|HOP001:Destroys("database")|}] class DropAtOnce : FrostingTask { }
            """, tasks);
    }

    [Fact]
    public Task Attributes_of_the_same_name_elsewhere_mean_nothing() => PlanHost.ExpectInTasks("""
        namespace Elsewhere
        {
            class DestroysAttribute(string store) : System.Attribute { public string Store => store; }
            [Elsewhere.Destroys("database")] class Drop : FrostingTask { }
        }
        """);
}
