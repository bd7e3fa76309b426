using Hopguard.Containers.Claims;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using NSubstitute;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>A deployment that somebody else works on, or worked on last, and what the refusal says is to be done: with that, it is upgraded.</summary>
public sealed class ClaimRemedyTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly MemoryEngine _engine = new();
    private readonly TestClock _clock = new();
    private readonly World _world;
    private readonly TestBed _bed;

    public ClaimRemedyTests()
    {
        _world = new World(_clock);
        _bed = Bed();
        Directory.CreateDirectory(_bed.Options.DeploymentFolder);
    }

    private string Other => _folder["other"];

    [Fact]
    public async Task A_lost_run_is_given_up_when_nothing_of_it_is_left()
    {
        await BeginAsync();
        var run = _bed.Newest.History.Start!.RunId;
        Directory.Delete(_bed.Library.StateFolder, recursive: true);
        _world.Set("one", World.Untouched);
        await _engine.Port.CreateVolumeAsync("cvat_db-retired", new ContainerOwner("cvat", run, "retired").Labels, default);
        var other = Bed(Other);
        other.Options = other.Options with { GiveUp = run };

        await Remedies.LeadsOutAsync(
            () => other.UpgradeAsync(), $"Run '{run}' left 'cvat_db-retired', which may hold data that exists nowhere else; nothing was changed",
            "Look at them, copy away what is needed, then remove them and type the same command again", () => _engine.Port.RemoveVolumeAsync("cvat_db-retired", default));
        AssertUpgraded();
    }

    [Fact]
    public async Task Whoever_works_on_the_deployment_is_waited_for()
    {
        var first = (await _bed.OpenAsync())!;
        await Remedies.LeadsOutAsync(
            () => Bed(Other).UpgradeAsync(), "Deployment 'cvat' is being worked on by *; nothing was changed",
            "Wait until that run has ended; only where its process is surely gone, remove its container, and then type the same command again", () => EndAsync(first));
        await Bed(Other).RollBackAsync();

        first = (await _bed.OpenAsync())!;
        await Remedies.LeadsOutAsync(
            () => _bed.UpgradeAsync(), "Deployment with state folder '*' is being worked on by *", "Wait until that run has ended; the lock goes with its process, there is nothing to delete", first.Dispose);
    }

    [Fact]
    public async Task A_run_of_another_state_folder_is_ended_there()
    {
        await BeginAsync();
        await Remedies.LeadsOutAsync(
            () => Bed(Other).UpgradeAsync(), "Deployment 'cvat' belongs to run '*' of *, which is not over; its state lies in '*'. Nothing was changed", "Go on with that run, or roll it back", () => _bed.RollBackAsync());
        AssertUpgraded();
    }

    [Fact]
    public async Task A_claim_that_somebody_else_took_comes_back_when_that_one_has_ended()
    {
        using var session = await _bed.OpenAsync();
        await session!.RunStepAsync("one", default);
        _engine.KillOwners();
        var thief = await DeploymentClaim.TakeAsync(_engine.Port, new ClaimRecord("cvat", "/srv/cvat", "/other", "other", RunOwner.Unknown), ["sha256:old"], _clock, default);

        await Remedies.LeadsOutAsync(
            () => session.RunStepAsync("two", default), "The claim on deployment 'cvat' was lost, and it is now being worked on by *",
            "This run stopped before its next step; wait until the other one has ended, then look with the status what is left to do", thief.Dispose);
        await _bed.RunAllAsync(session);
        AssertUpgraded();
    }

    [Fact]
    public async Task An_image_that_can_hold_the_claim_is_loaded()
    {
        IReadOnlyList<string> images = [];
        _engine.Port.ListImagesAsync(default).ReturnsForAnyArgs(_ => images);
        (await Remedies.LeadsOutAsync(
            () => DeploymentClaim.TakeAsync(_engine.Port, new ClaimRecord("cvat", "/srv/cvat", "/state", "id", RunOwner.Unknown), [], _clock, default),
            "The engine has no image that could hold the claim on project 'cvat'", "Load one that has the program 'cat', for example with 'docker pull busybox', then repeat the command", () => images = ["busybox"])).Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private TestBed Bed(string? state = null)
    {
        var bed = new TestBed(_folder.Path, _clock, _world, _engine);
        bed.Options = bed.Options with { StateFolder = state };
        return bed;
    }

    private async Task BeginAsync()
    {
        using var session = await _bed.OpenAsync();
        await session!.RunStepAsync("one", default);
    }

    private async Task EndAsync(RunSession session)
    {
        await _bed.RunAllAsync(session);
        session.Dispose();
        await _bed.RollBackAsync();
    }

    private void AssertUpgraded()
    {
        _world.Violations.Should().BeEmpty();
        new[] { "one", "two", "switch", "four" }.Select(step => _world[step]).Should().AllBe(World.Done);
    }
}
