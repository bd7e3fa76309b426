using Hopguard.Engine.Journals;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>A run that is not opened, and what its refusal says is to be done: with that, the deployment is upgraded, and all its steps are done.</summary>
public sealed class OpeningRemedyTests : RefusedDeployment
{
    [Fact]
    public Task A_plan_of_another_version_is_exchanged()
    {
        var plan = Bed.Plan;
        Bed.Plan = plan with { From = ReleaseVersion.Parse("2.1.0") };
        return LeadsOutAsync("Project 'cvat' runs version 2.2.0, and plan 'cvat-2.3.0' starts from 2.1.0", "Choose a plan that starts from the installed version; nothing was changed", () => Bed.Plan = plan);
    }

    [Fact]
    public async Task Another_plan_waits_until_the_run_is_over()
    {
        var hop = Bed.Plan;
        await BeginAsync();
        Bed.Plan = TestBed.Procedure("five");
        await Remedies.LeadsOutAsync(() => Bed.UpgradeAsync(), "Run '*' of plan 'cvat-2.3.0' is not finished", "Finish it first, or roll it back", async () =>
        {
            var backup = Bed.Plan;
            Bed.Plan = hop;
            await Bed.UpgradeAsync();
            await Bed.RollBackAsync();
            Bed.Plan = backup;
        });
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_used_is_exchanged()
    {
        Folder.Write("file", "in the way");
        Bed.Options = Bed.Options with { StateFolder = Folder["file/state"] };
        await LeadsOutAsync("State folder '*file/state' cannot be made: *", "Give another one with --state", () => Bed.Options = Bed.Options with { StateFolder = Folder["state"] });
        await Bed.RollBackAsync();

        Directory.CreateDirectory(Folder["locked/lock"]);
        Bed.Options = Bed.Options with { StateFolder = Folder["locked"] };
        await LeadsOutAsync("State folder '*locked' cannot be locked: *", "Make it writable, free space where its disk is full, or give another one with --state", () => Bed.Options = Bed.Options with { StateFolder = Folder["state"] });
    }

    [Fact]
    public async Task A_state_folder_that_would_be_taken_away_is_left_out_or_exchanged()
    {
        Bed.Options = Bed.Options with { StateFolder = Folder["cvat/state"] };
        await LeadsOutAsync(
            "State folder '*cvat/state' lies in '*cvat', the deployment's folder, and would be moved or lost with it; nothing was changed", $"Leave --state out, which means '{Folder["cvat.hopguard"]}', or name a folder of its own",
            () => Bed.Options = Bed.Options with { StateFolder = null });
        await Bed.RollBackAsync();

        Bed.Deployment.DataFolders = [Folder["cvat.hopguard"]];
        await LeadsOutAsync(
            "State folder '*cvat.hopguard' lies in '*', a folder that the engine or a container of the deployment writes, and would be moved or lost with it; nothing was changed",
            "Give a folder of its own with --state, such as --state=/var/lib/hopguard", () => Bed.Options = Bed.Options with { StateFolder = Other });
    }

    [Fact]
    public async Task A_rollback_finds_the_run_with_its_state_folder()
    {
        Bed.Options = Bed.Options with { StateFolder = Other };
        await BeginAsync();
        await Bed.Engine.Port.RemoveVolumeAsync("hopguard-claim-cvat", default);
        Bed.Options = Bed.Options with { StateFolder = null };
        await Remedies.LeadsOutAsync(
            () => Bed.RollBackAsync(), "There is no run in '*'", "Give the deployment whose upgrade is to be rolled back with --deployment, or its state with --state",
            () => Bed.Options = Bed.Options with { StateFolder = Other });
        World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task Where_nothing_is_to_be_rolled_back_the_next_upgrade_begins()
    {
        await BeginAsync();
        await Bed.RollBackAsync();
        Func<Task> act = () => Bed.RollBackAsync();
        await Remedies.LeadsOutAsync(() => act(), "Run '*' is over (it was rolled back)", "There is nothing to roll back; what it kept lies in '*'", () => act = () => Bed.UpgradeAsync());
        AssertUpgraded();
    }

    [Fact]
    public async Task What_was_accepted_stays_and_is_exchanged_only_by_hand()
    {
        await Bed.UpgradeAsync();
        Bed.Options = Bed.Options with { Accept = true };
        await Bed.UpgradeAsync();
        Bed.Options = Bed.Options with { Accept = false };
        Func<Task> act = () => Bed.RollBackAsync();
        await Remedies.LeadsOutAsync(
            () => act(), "Run '*' was accepted, and writes of the new version would be lost by going back", "Nothing was changed, the new version runs. Kept are the copies in '*'", () => act = () => Bed.UpgradeAsync());
        AssertUpgraded();

        using (var session = await Bed.OpenAsync())
        {
            act = () => session!.RollBackAsync("asked for", default);
            await Remedies.LeadsOutAsync(() => act(), "Run '*' was accepted, and writes of the new version would be lost by going back", "Restore the copies kept in '*' by hand if that loss is wanted", () =>
            {
                foreach (var step in new[] { "one", "two", "switch", "four" })
                    World.Set(step, World.Untouched);
                session!.Dispose();
                act = () => Bed.UpgradeAsync();
            });
        }

        AssertUpgraded();
    }

    [Fact]
    public async Task A_run_of_another_Hopguard_is_gone_on_with_by_that_one()
    {
        var plan = Bed.Plan;
        await BeginAsync();
        Bed.Plan = plan with { Hash = new string('b', 64) };
        await LeadsOutAsync("Plan 'cvat-2.3.0' is not the one that run '*' was begun with*", "Use the Hopguard that began the run to finish it or to roll it back", () => Bed.Plan = plan);

        IReadOnlyList<Plan> known = [TestBed.Procedure("one")];
        await Remedies.LeadsOutAsync(
            async () =>
            {
                using var session = await Bed.Opener().OpenForRollbackAsync(known, default);
                await session.RollBackAsync("asked for", default);
            },
            "Plan 'cvat-2.3.0' of run '*' is not part of this Hopguard", "Use the Hopguard that began the run", () => known = [plan]);
        World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task Another_engine_folder_or_project_is_named_as_it_was()
    {
        var options = Bed.Options with { StateFolder = Other };
        Bed.Options = options;
        await BeginAsync();

        Bed.EngineId = "engine-2";
        await OpensAfterAsync("Run '*' belongs to a deployment on another engine ('engine-1', this one is 'engine-2')", "Point DOCKER_HOST at the engine on which the run was begun", () => Bed.EngineId = "engine-1");

        Bed.Kind = DeploymentKind.Kubernetes;
        await OpensAfterAsync("Run '*' belongs to a deployment of kind 'compose', not 'kubernetes'", "Give --kind=compose", () => Bed.Kind = DeploymentKind.Compose);

        Bed.Options = options with { DeploymentFolder = Folder["elsewhere"] };
        await OpensAfterAsync("Run '*' belongs to the deployment in '*cvat'", $"Give --deployment={options.DeploymentFolder}", () => Bed.Options = options);

        Bed.Options = options with { Project = "cvat-test" };
        await LeadsOutAsync("Run '*' belongs to project 'cvat', not to 'cvat-test'", "Give --project=cvat", () => Bed.Options = options with { Project = "cvat" });
    }

    [Fact]
    public Task A_deployment_that_became_another_meanwhile_is_looked_at_again()
    {
        Bed.Deployment.Became = "cvat-2";
        return LeadsOutAsync("Deployment 'cvat' became 'cvat-2' while it was looked at", "Run the same command again; nothing was changed", () => Bed.Deployment.Became = null);
    }

    [Fact]
    public async Task A_version_is_accepted_once_somebody_could_look_at_it()
    {
        Bed.Options = Bed.Options with { Accept = true };
        await Remedies.LeadsOutAsync(
            () => Bed.UpgradeAsync(), "Version 2.3.0 cannot be accepted before it was upgraded to and runs; nothing was changed", "Upgrade without 'accept' first and look at the new version, then accept it", async () =>
            {
                Bed.Options = Bed.Options with { Accept = false };
                await Bed.UpgradeAsync();
                Bed.Options = Bed.Options with { Accept = true };
            });
        Bed.Newest.History.State().Should().Be(RunState.Accepted);
    }

    [Fact]
    public async Task What_is_put_aside_is_deleted_once_its_version_is_accepted()
    {
        Bed.Options = Bed.Options with { DeleteRetired = true };
        await Remedies.LeadsOutAsync(
            () => Bed.UpgradeAsync(), "Version 2.3.0 was not upgraded to and accepted, so its upgrade has put nothing aside to delete; nothing was changed", "Leave --delete-retired out to upgrade, and give it when the new version is accepted", async () =>
            {
                Bed.Options = Bed.Options with { DeleteRetired = false };
                await Bed.UpgradeAsync();
                Bed.Options = Bed.Options with { Accept = true, DeleteRetired = true };
            });
        Bed.Newest.History.State().Should().Be(RunState.Finished);
    }

    [Fact]
    public async Task A_run_that_is_not_lost_is_gone_on_with()
    {
        await BeginAsync();
        Bed.Options = Bed.Options with { GiveUp = Bed.Newest.History.Start!.RunId };
        await LeadsOutAsync("Run '*' is not lost, so it is not given up: its state lies in '*'", "Leave --give-up out, and go on with that run or roll it back", () => Bed.Options = Bed.Options with { GiveUp = null });
    }

    [Fact]
    public async Task A_run_beside_another_path_to_the_deployment_is_ended_there()
    {
        var (real, link) = (Bed.Options, Folder["current"]);
        Directory.CreateSymbolicLink(link, real.DeploymentFolder);
        var beside = real with { StateFolder = link + ".hopguard" };
        Bed.Options = beside;
        await BeginAsync();
        await Engine.Port.RemoveVolumeAsync("hopguard-claim-cvat", default);

        Bed.Options = real with { DeploymentFolder = link };
        await LeadsOutAsync("Run '*' of deployment 'cvat' is not over; its state lies in '*'. Nothing was changed", "Go on with that run, or roll it back", async () =>
        {
            var now = Bed.Options;
            Bed.Options = beside;
            await Bed.RollBackAsync();
            Bed.Options = now;
        });
    }

    private Task LeadsOutAsync(string refusal, string remedy, Action mend) => LeadsOutAsync(refusal, remedy, () =>
    {
        mend();
        return Task.CompletedTask;
    });

    private async Task LeadsOutAsync(string refusal, string remedy, Func<Task> mend)
    {
        await Remedies.LeadsOutAsync(() => Bed.UpgradeAsync(), refusal, remedy, mend);
        AssertUpgraded();
    }

    // What is opened is left as it is: the next mistake is made with the same run.
    private Task OpensAfterAsync(string refusal, string remedy, Action mend) => Remedies.LeadsOutAsync(async () => (await Bed.OpenAsync())!.Dispose(), refusal, remedy, mend);
}
