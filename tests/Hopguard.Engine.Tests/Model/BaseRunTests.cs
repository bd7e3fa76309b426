using Hopguard.Engine.Journals;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Tests.Model;

/// <summary>A run that keeps the version and changes what is below it: which major is found and which is wanted is settled as it begins, and stays.</summary>
public sealed class BaseRunTests
{
    private const string Path = "tests/corpus/notes/good/database.yaml";
    private const string Store = "model_database";

    [Fact]
    public async Task Database_moves_to_the_major_that_is_asked_for_and_back()
    {
        using var bed = Bed(13, 15);

        (await bed.UpgradeAsync()).Should().Be(RunState.AwaitingAcceptance);
        bed.World[Store]!.Major.Should().Be(15);
        PlanDrill.AssertIs(bed, bed.To);
        var start = RunLibrary.Of(bed.Options).Runs()[^1].History.Start!;
        (start.PlanId, start.To, start.Base, start.PlanHash).Should().Be(("notes-database", "1.2.0", new BaseMajors(13, 15), bed.Plan.Hash));

        (await bed.RollBackAsync()).Should().Be(RunState.RolledBack);
        PlanDrill.AssertIs(bed, bed.From);
        bed.World[Store]!.Major.Should().Be(13);
    }

    [Fact]
    public async Task Verdict_names_the_majors()
    {
        using var bed = Bed(13, 17);
        bed.Range = null;

        var verdict = await bed.TypeAsync(TestBed.Hints.Continue);

        verdict.Happened.Should().Be("Notes was upgraded to PostgreSQL 17 and verified");
        verdict.State.Should().Be("The new version runs; the old data is kept and the way back to PostgreSQL 13 is open");
    }

    [Fact]
    public async Task Nothing_is_done_where_the_major_is_there_already()
    {
        using var bed = Bed(13, 17);
        bed.Options = bed.Options with { Postgres = 13 };

        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Be("The deployment is at the version already");

        RunLibrary.Of(bed.Options).Runs().Should().BeEmpty();
        PlanDrill.AssertIs(bed, bed.From);
    }

    [Fact]
    public async Task Accepted_run_is_the_one_whose_last_step_is_asked_for()
    {
        using var bed = Bed(13, 17);
        await bed.UpgradeAsync();
        bed.Options = bed.Options with { Accept = true };
        (await bed.UpgradeAsync()).Should().Be(RunState.Accepted);

        bed.Options = bed.Options with { DeleteRetired = true, Postgres = null };
        (await bed.UpgradeAsync()).Should().Be(RunState.Finished);
        bed.World[Store]!.Major.Should().Be(17);
    }

    [Theory]
    [InlineData(null, "Plan 'notes-database' leads to PostgreSQL 13..17, and none of them is chosen; nothing was changed", "Choose one of 13..17 with --postgres")]
    [InlineData(18, "Plan 'notes-database' leads from PostgreSQL 10..16 to 13..17, and not from 13, which runs, to 18; nothing was changed", "Choose another major with --postgres")]
    [InlineData(12, "Store 'database' runs on PostgreSQL 13, and 12 is asked for, which is older; nothing was changed", "Choose a newer one of 13..17 with --postgres: a way down is a rollback, or a restore")]
    public async Task A_major_that_the_plan_does_not_lead_to_is_exchanged(int? asked, string refusal, string remedy)
    {
        using var bed = Bed(13, 17);
        bed.Options = bed.Options with { Postgres = asked };
        await Remedies.LeadsOutAsync(() => bed.UpgradeAsync(), refusal, remedy, () => bed.Options = bed.Options with { Postgres = 17 });
        PlanDrill.AssertIs(bed, bed.To);
    }

    [Fact]
    public async Task Another_major_waits_until_the_run_is_over()
    {
        using var bed = Bed(13, 15);
        await bed.UpgradeAsync();
        bed.Options = bed.Options with { Postgres = 17 };
        await Remedies.LeadsOutAsync(() => bed.UpgradeAsync(), "Run '*' leads to PostgreSQL 15, not to 17", "Finish it first, or roll it back", () => bed.RollBackAsync());
        bed.World[Store]!.Major.Should().Be(17);
    }

    [Fact]
    public async Task A_version_that_the_plan_does_not_keep_is_left_alone()
    {
        using var bed = Bed(13, 17);
        bed.Range = bed.Range! with { Range = bed.Range.Range! with { From = new VersionRange(ReleaseVersion.Parse("1.3.0"), null) } };
        await Remedies.LeadsOutAsync(
            () => bed.UpgradeAsync(), "Project 'model' runs version 1.2.0, which plan 'notes-database' does not serve", "Choose a plan that keeps the installed version; nothing was changed",
            () => bed.Range = GoodPlans.ReadFile(Path).Plan);
        PlanDrill.AssertIs(bed, bed.To);
    }

    [Fact]
    public async Task A_server_that_does_not_tell_its_major_is_waited_for()
    {
        using var bed = Bed(13, 17);
        bed.IsServerSilent = true;
        await Remedies.LeadsOutAsync(
            () => bed.UpgradeAsync(), "The server of store 'database' does not tell which PostgreSQL it is; nothing was changed", "Look at the log of its service, and run the same command again when it answers",
            () => bed.IsServerSilent = false);
        PlanDrill.AssertIs(bed, bed.To);
    }

    [Fact]
    public async Task Version_is_no_goal_of_a_plan_that_keeps_it()
    {
        using var bed = Bed(13, 17);
        bed.Options = bed.Options with { To = "1.3.0" };
        await Remedies.LeadsOutAsync(
            () => bed.UpgradeAsync(), "Plan 'notes-database' keeps the version, and 1.3.0 is asked for", "See the way with --target=ExplainRoute, and choose a version with --to; nothing was changed",
            () => bed.Options = bed.Options with { To = null });
        PlanDrill.AssertIs(bed, bed.To);
    }

    [Fact]
    public async Task A_run_of_a_release_that_is_gone_is_ended_by_the_Hopguard_that_began_it()
    {
        using var bed = Bed(13, 17);
        await bed.UpgradeAsync();
        var application = bed.Application;
        bed.Application = application with { Releases = [.. application.Releases.Where(release => release.Version.ToString() != "1.2.0")] };
        var state = await Remedies.LeadsOutAsync(
            () => bed.RollBackAsync(), "Release 1.2.0 of run '*' is not listed in '*application.yaml'", "Use the Hopguard that began the run", () => bed.Application = application);
        state.Should().Be(RunState.RolledBack);
    }

    [Fact]
    public async Task Upgrade_of_the_application_waits_until_the_base_is_accepted_or_rolled_back()
    {
        using var bed = Bed(13, 17);
        await bed.UpgradeAsync();
        bed.Plans = [bed.Range!, GoodPlans.ReadFile("tests/corpus/notes/good/1.2.0-1.3.0.yaml").Plan];

        (await bed.Invoking(it => it.FindRouteAsync()).Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Be("Nothing can be said of the route", "whoever opens the run is told of the other");
        await bed.RollBackAsync();
        (await bed.FindRouteAsync()).Hops.Select(hop => hop.Id).Should().Equal("notes-1.3.0");
    }

    /// <summary>What was moved to a newer major than its release has is on that in every later release too.</summary>
    [Fact]
    public void Deployment_on_a_newer_major_has_it_in_every_release_that_has_none_newer()
    {
        var application = GoodPlans.ReadFile(Path).Application;
        using var bed = Bed(13, 15);
        var before = new Ports.DeploymentSnapshot
        {
            Project = "model",
            Folder = "/",
            EngineId = "model",
            Version = "1.2.0",
            Majors = new Dictionary<string, int>(StringComparer.Ordinal) { ["database"] = 15 },
        };

        Majors(before).Should().Equal(15, 17);
        Majors(before with { Majors = new Dictionary<string, int>(StringComparer.Ordinal) { ["database"] = 18 } }).Should().Equal(18, 18);
        Ports.DeployedBase.Of(application, before with { Majors = new Dictionary<string, int>(StringComparer.Ordinal) { ["database"] = 13 } }).Should().BeSameAs(application);
        Ports.DeployedBase.Of(application, before with { Majors = new Dictionary<string, int>(StringComparer.Ordinal) }).Should().BeSameAs(application);

        IEnumerable<int> Majors(Ports.DeploymentSnapshot found) => Ports.DeployedBase.Of(application, found).Releases.Select(release => release.PostgreSqlMajor);
    }

    private static ModelBed Bed(int from, int to)
    {
        var (application, plan) = GoodPlans.Read($"{Path}@1.2.0:{from}..{to}");
        var bed = new ModelBed(application, plan) { Range = GoodPlans.ReadFile(Path).Plan };
        bed.Options = bed.Options with { Postgres = to };
        return bed;
    }
}
