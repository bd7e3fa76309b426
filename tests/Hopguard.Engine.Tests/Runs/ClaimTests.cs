using Hopguard.Containers.Claims;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Tests.Bed;
using NSubstitute.ExceptionExtensions;

namespace Hopguard.Engine.Tests.Runs;

public sealed class ClaimTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly MemoryEngine _engine = new();
    private readonly World _world;
    private readonly TestClock _clock = new();

    public ClaimTests() => _world = new World(_clock);

    private string Other => _folder["other"];

    [Fact]
    public async Task Another_state_folder_is_refused_at_once_while_a_run_is_worked_on()
    {
        using var first = await Bed().OpenAsync();

        var refusal = await RefusedAsync(() => Bed(Other).UpgradeAsync());

        refusal.Message.Should().StartWith($"Deployment 'cvat' is being worked on by {Environment.UserName}@").And.EndWith("nothing was changed");
        refusal.Remedy.Should().StartWith("Wait until that run has ended");
        refusal.Commands.Should().Equal("docker rm --force --volumes hopguard-claim-cvat");
        _world.Calls.Should().BeEmpty();
        await first!.RunStepAsync("one", default);
    }

    [Fact]
    public async Task Another_state_folder_is_refused_after_a_kill_with_the_commands_that_help()
    {
        var killed = await KilledAsync();

        var refusal = await RefusedAsync(() => Bed(Other).UpgradeAsync());

        refusal.Message.Should().Contain($"belongs to run '{killed.History.Start!.RunId}'").And.Contain($"its state lies in '{Bed().Library.StateFolder}'");
        refusal.Next.Should().Equal(
            "Go on with that run, or roll it back", $"to continue:  CONTINUE cvat-2.3.0 IN {Bed().Library.StateFolder}", $"to roll back: ROLL-BACK IN {Bed().Library.StateFolder}",
            $"where that folder is lost for good: CONTINUE --give-up={killed.History.Start.RunId}");
        (await RefusedAsync(() => Bed(Other).RollBackAsync())).Message.Should().Be(refusal.Message);
        (await Bed().UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
    }

    [Fact]
    public async Task A_run_that_awaits_acceptance_keeps_the_claim_and_one_that_is_over_does_not()
    {
        await Bed().UpgradeAsync();
        _engine.Volumes.Should().Equal("hopguard-claim-cvat");
        _engine.Containers.Should().BeEmpty();

        await Bed().RollBackAsync();
        _engine.Volumes.Should().BeEmpty();
        (await Bed(Other).UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
    }

    [Fact]
    public async Task An_accepted_run_and_a_finished_procedure_give_the_claim_up()
    {
        await Bed().UpgradeAsync();
        await Bed(accept: true).UpgradeAsync();
        _engine.Volumes.Should().BeEmpty();

        var backup = Bed(Other);
        backup.Plan = TestBed.Procedure("five");
        (await backup.UpgradeAsync()).State.Should().Be(RunState.Finished);
        _engine.Volumes.Should().BeEmpty();
        _engine.Containers.Should().BeEmpty();
    }

    [Fact]
    public async Task A_claim_that_outlived_its_run_stands_in_nobodys_way()
    {
        await KilledAsync();
        var left = await _engine.Port.FindVolumeAsync("hopguard-claim-cvat", default);
        await Bed().RollBackAsync();
        await _engine.Port.CreateVolumeAsync(left!.Name, left.Labels, default);

        (await Bed(Other).UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
    }

    [Fact]
    public async Task A_claim_lost_in_the_middle_is_taken_again()
    {
        using var session = await Bed().OpenAsync();
        await session!.RunStepAsync("one", default);
        _engine.KillOwners();
        await _engine.Port.RemoveVolumeAsync("hopguard-claim-cvat", default);

        await session.RunStepAsync("two", default);

        _engine.Volumes.Should().Equal("hopguard-claim-cvat");
        await RefusedAsync(() => Bed(Other).UpgradeAsync());
    }

    [Fact]
    public async Task A_run_whose_claim_somebody_else_has_by_now_stops_before_its_next_step()
    {
        using var session = await Bed().OpenAsync();
        await session!.RunStepAsync("one", default);
        _engine.KillOwners();
        var other = new ClaimRecord("cvat", "/srv/cvat", "/other", "other", RunOwner.Unknown);
        using var thief = await DeploymentClaim.TakeAsync(_engine.Port, other, ["sha256:old"], _clock, default);

        (await RefusedAsync(() => session.RunStepAsync("two", default))).Message.Should().StartWith("The claim on deployment 'cvat' was lost");
        (await RefusedAsync(() => session.RollBackAsync("asked for", default))).Message.Should().StartWith("The claim on deployment 'cvat' was lost");
        _world["two"].Should().Be(World.Untouched);
    }

    [Fact]
    public async Task Tools_of_a_killed_run_are_removed_before_the_first_step_whoever_made_them()
    {
        _engine.Leave("helper", new Dictionary<string, string>(new ContainerOwner("cvat", "r0", "helper").Labels) { [EngineLabels.Tool] = "true" });
        _engine.Leave("another's", new Dictionary<string, string>(new ContainerOwner("shop", "r0", "helper").Labels) { [EngineLabels.Tool] = "true" });

        using var session = await Bed().OpenAsync();

        _engine.Containers.Should().BeEquivalentTo("another's", "hopguard-claim-cvat");
    }

    [Fact]
    public async Task A_run_whose_state_is_lost_is_given_up_by_name_once_nothing_of_it_is_left()
    {
        var run = (await KilledAsync()).History.Start!.RunId;
        (await RefusedAsync(() => Bed(Other, giveUp: run).UpgradeAsync())).Message.Should().Contain("which is not over", "its state is still there");
        Directory.Delete(Bed().Library.StateFolder, recursive: true);
        (await RefusedAsync(() => Bed(Other).UpgradeAsync())).Commands[^1].Should().EndWith($"CONTINUE --give-up={run}");
        (await RefusedAsync(() => Bed(Other, giveUp: "another").UpgradeAsync())).Message.Should().Contain("which is not over");

        await _engine.Port.CreateVolumeAsync("cvat_db-retired", new ContainerOwner("cvat", run, "retired").Labels, default);
        (await RefusedAsync(() => Bed(Other, giveUp: run).UpgradeAsync())).Commands.Should().Equal("docker volume rm cvat_db-retired");
        await _engine.Port.RemoveVolumeAsync("cvat_db-retired", default);

        // Of a route, the claim names the first run, and what later hops made says that it belongs to that one.
        await _engine.Port.CreateVolumeAsync("cvat_db-later", new ContainerOwner("cvat", "later", "retired") { RouteId = run }.Labels, default);
        (await RefusedAsync(() => Bed(Other, giveUp: run).UpgradeAsync())).Commands.Should().Equal("docker volume rm cvat_db-later");
        await _engine.Port.RemoveVolumeAsync("cvat_db-later", default);
        _world.Set("one", World.Untouched);
        (await Bed(Other, giveUp: run).UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
    }

    [Fact]
    public async Task A_run_that_is_still_there_is_not_given_up_in_silence()
    {
        var run = (await KilledAsync()).History.Start!.RunId;

        var refusal = await RefusedAsync(() => Bed(giveUp: run).UpgradeAsync());

        refusal.Message.Should().Be($"Run '{run}' is not lost, so it is not given up: its state lies in '{Bed().Newest.Folder.Path}'");
        refusal.Next.Should().Equal("Leave --give-up out, and go on with that run or roll it back", "to continue:  CONTINUE", "to roll back: ROLL-BACK");
        (await Bed().UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
    }

    [Fact]
    public async Task An_engine_that_does_not_come_back_is_told_of_once_and_with_how_long_it_is_waited_for()
    {
        var bed = Bed();
        using var session = await bed.OpenAsync();
        await session!.RunStepAsync("one", default);
        _engine.KillOwners();
        var began = _clock.GetTimestamp();
        _engine.Port.FindContainerAsync(default!, default).ThrowsAsyncForAnyArgs(new HopguardException("Docker Engine at 'unix:///d' is not reachable", "Start it"));

        (await RefusedAsync(() => session.RunStepAsync("two", default))).Remedy.Should().Be("Start it");

        bed.Events.OfType<RunEvent.EngineAwaited>().Should().Equal(new RunEvent.EngineAwaited("Docker Engine at 'unix:///d' is not reachable", TimeSpan.FromSeconds(60)));
        _clock.GetElapsedTime(began).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
        _world["two"].Should().Be(World.Untouched);
    }

    [Fact]
    public async Task A_status_tells_a_run_that_is_worked_on_from_one_that_was_left()
    {
        var lookup = new ContainerHost(_engine.Port, _clock);
        (await lookup.FindClaimAsync("cvat", _folder["cvat"], default)).Should().Be(new ClaimState(null, null));

        using (await Bed().OpenAsync())
            (await lookup.FindClaimAsync(null, _folder["cvat"], default)).Should().Match<ClaimState>(state => state.Holder!.Owner.ProcessId == Environment.ProcessId && !state.IsLeft);

        (await lookup.FindClaimAsync(null, _folder["cvat"], default)).Should().Match<ClaimState>(state => state.IsLeft && state.Run!.StateFolder == Bed().Library.StateFolder);
    }

    public void Dispose() => _folder.Dispose();

    private TestBed Bed(string? state = null, bool accept = false, string? giveUp = null)
    {
        var bed = new TestBed(_folder.Path, _clock, _world, _engine);
        bed.Options = bed.Options with { StateFolder = state, Accept = accept, GiveUp = giveUp };
        return bed;
    }

    private async Task<(RunFolder Folder, RunHistory History)> KilledAsync()
    {
        using (var session = await Bed().OpenAsync())
        {
            await session!.RunStepAsync("one", default);
            _engine.KillOwners();
        }

        return Bed().Newest;
    }

    private static async Task<HopguardException> RefusedAsync(Func<Task> action) => (await action.Should().ThrowAsync<HopguardException>()).Which;
}
