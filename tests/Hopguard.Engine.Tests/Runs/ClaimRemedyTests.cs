using Hopguard.Containers.Claims;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using NSubstitute;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>A deployment that somebody else works on, or worked on last, and what the refusal says is to be done: with that, it is upgraded.</summary>
public sealed class ClaimRemedyTests : RefusedDeployment
{
    [Fact]
    public async Task A_lost_run_is_given_up_when_nothing_of_it_is_left()
    {
        await BeginAsync();
        var run = Bed.Newest.History.Start!.RunId;
        Directory.Delete(Bed.Library.StateFolder, recursive: true);
        World.Set("one", World.Untouched);
        await Engine.Port.CreateVolumeAsync("cvat_db-retired", new ContainerOwner("cvat", run, "retired").Labels, default);
        var other = BedWith(Other);
        other.Options = other.Options with { GiveUp = run };

        await Remedies.LeadsOutAsync(
            () => other.UpgradeAsync(), $"Run '{run}' left 'cvat_db-retired', which may hold data that exists nowhere else; nothing was changed",
            "Look at them, copy away what is needed, then remove them and type the same command again", () => Engine.Port.RemoveVolumeAsync("cvat_db-retired", default));
        AssertUpgraded();
    }

    [Fact]
    public async Task A_run_whose_folder_was_taken_away_is_brought_back_or_given_up()
    {
        await BeginAsync();
        var run = Bed.Newest.History.Start!.RunId;
        var (folder, aside) = (Bed.Library.FolderOf(run), Folder["aside"]);
        Directory.Move(folder, aside);
        (await Remedies.LeadsOutAsync(
            async () => (await Bed.OpenAsync())!, "Deployment 'cvat' belongs to run '*' of *, which is not over, and its folder '*' is gone. Nothing was changed",
            "Bring that folder back where there is a copy of it, then go on with that run, or roll it back", () => Directory.Move(aside, folder))).Dispose();

        // With the version in place that is asked for, a route of no hops would say that there is nothing to do.
        Directory.Delete(folder, recursive: true);
        (await new RouteFinder(Bed.Services, TestBed.Application, Bed.Options with { To = "2.2.0" }, [Bed.Plan], TestBed.Hints).FindAsync(default)).Should().BeNull();

        World.Set("one", World.Untouched);
        Bed.Options = Bed.Options with { GiveUp = run };
        await Bed.UpgradeAsync();
        AssertUpgraded();
    }

    [Fact]
    public async Task A_state_folder_that_is_lost_is_brought_back_and_nothing_is_made_in_its_place()
    {
        await BeginAsync();
        var (folder, aside) = (Bed.Library.StateFolder, Folder["state-aside"]);
        Directory.Move(folder, aside);
        (await Remedies.LeadsOutAsync(
            async () => (await Bed.OpenAsync())!, "Deployment 'cvat' belongs to run '*' of *, which is not over, and its folder '*' is gone. Nothing was changed",
            "Bring that folder back where there is a copy of it, then go on with that run, or roll it back", () => Directory.Move(aside, folder))).Dispose();
    }

    [Fact]
    public async Task Whoever_works_on_the_deployment_is_waited_for()
    {
        var first = (await Bed.OpenAsync())!;
        await Remedies.LeadsOutAsync(
            () => BedWith(Other).UpgradeAsync(), "Deployment 'cvat' is being worked on by *; nothing was changed",
            "Wait until that run has ended; only where its process is surely gone, remove what holds the claim, and then type the same command again", () => EndAsync(first));
        await BedWith(Other).RollBackAsync();

        first = (await Bed.OpenAsync())!;
        await Remedies.LeadsOutAsync(
            () => Bed.UpgradeAsync(), "Deployment with state folder '*' is being worked on by *", "Wait until that run has ended; the lock goes with its process, there is nothing to delete", first.Dispose);
    }

    // By the clock of the tests its process began later than its claim, and is another's that has its number now.
    [Fact]
    public async Task A_process_that_lives_on_this_host_is_waited_for_and_its_claim_is_not_offered_for_removal()
    {
        var first = await DeploymentClaim.TakeAsync(
            Engine.Port, new ClaimRecord("cvat", "/srv/cvat", "/other", "other", RunOwner.Current(TimeProvider.System)), ["sha256:old"], Clock, default);
        (await FluentActions.Awaiting(() => Bed.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Commands.Should().BeEmpty();

        await Remedies.LeadsOutAsync(
            () => Bed.UpgradeAsync(), "Deployment 'cvat' is being worked on by *; nothing was changed", "Wait until that run has ended, and then type the same command again", first.Dispose);
        AssertUpgraded();
    }

    [Fact]
    public async Task A_run_of_another_state_folder_is_ended_there()
    {
        await BeginAsync();
        await Remedies.LeadsOutAsync(
            () => BedWith(Other).UpgradeAsync(), "Deployment 'cvat' belongs to run '*' of *, which is not over; its state lies in '*'. Nothing was changed", "Go on with that run, or roll it back", () => Bed.RollBackAsync());
        AssertUpgraded();
    }

    [Fact]
    public async Task A_claim_that_somebody_else_took_comes_back_when_that_one_has_ended()
    {
        using var session = await Bed.OpenAsync();
        await session!.RunStepAsync("one", default);
        Engine.KillOwners();
        var thief = await DeploymentClaim.TakeAsync(Engine.Port, new ClaimRecord("cvat", "/srv/cvat", "/other", "other", RunOwner.Unknown), ["sha256:old"], Clock, default);

        await Remedies.LeadsOutAsync(
            () => session.RunStepAsync("two", default), "The claim on deployment 'cvat' was lost, and it is now being worked on by *",
            "This run stopped before its next step; wait until the other one has ended, then look with the status what is left to do", thief.Dispose);
        await Bed.RunAllAsync(session);
        AssertUpgraded();
    }

    [Fact]
    public async Task An_image_that_can_hold_the_claim_is_loaded()
    {
        IReadOnlyList<string> images = [];
        Engine.Port.ListImagesAsync(default).ReturnsForAnyArgs(_ => images);
        (await Remedies.LeadsOutAsync(
            () => DeploymentClaim.TakeAsync(Engine.Port, new ClaimRecord("cvat", "/srv/cvat", "/state", "id", RunOwner.Unknown), [], Clock, default),
            "The engine has no image that could hold the claim on project 'cvat'", "Load one that has the program 'cat', for example with 'docker pull busybox', then repeat the command", () => images = ["busybox"])).Dispose();
    }

    private async Task EndAsync(RunSession session)
    {
        await Bed.RunAllAsync(session);
        session.Dispose();
        await Bed.RollBackAsync();
    }
}
