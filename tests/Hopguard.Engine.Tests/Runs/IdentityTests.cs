using Hopguard.Engine.Journals;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

public sealed class IdentityTests : IDisposable
{
    private readonly TestBed _bed = new();

    [Fact]
    public async Task Another_plan_is_refused_while_a_run_is_unfinished()
    {
        await BeginAsync();
        _bed.Plan = TestBed.Procedure("one");
        var refusal = await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        refusal.Message.Should().Match("Run '*' of plan 'cvat-2.3.0' is not finished");
        refusal.Commands.Should().Equal("to continue:  CONTINUE", "to roll back: ROLL-BACK");
    }

    [Fact]
    public async Task A_plan_that_changed_since_is_refused()
    {
        await BeginAsync();
        _bed.Plan = _bed.Plan with { Hash = new string('b', 64) };
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().Match("Plan 'cvat-2.3.0' is not the one that run '*' was begun with*");
    }

    [Fact]
    public async Task Another_engine_is_refused()
    {
        await BeginAsync();
        _bed.EngineId = "engine-2";
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().Contain("on another engine ('engine-1', this one is 'engine-2')");
        (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message.Should().Contain("on another engine");
    }

    [Fact]
    public async Task Another_folder_is_refused()
    {
        await BeginAsync();
        var state = _bed.Library.StateFolder;
        _bed.Options = _bed.Options with { StateFolder = state, DeploymentFolder = Path.Combine(_bed.Folder, "other") };
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().Contain("belongs to the deployment in '");
    }

    [Fact]
    public async Task Another_project_is_refused()
    {
        await BeginAsync();
        _bed.Options = _bed.Options with { Project = "cvat-test" };
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().EndWith("belongs to project 'cvat', not to 'cvat-test'");
    }

    [Fact]
    public async Task The_same_folder_written_otherwise_is_the_same_deployment()
    {
        await BeginAsync();
        _bed.Options = _bed.Options with { DeploymentFolder = Path.Combine(_bed.Folder, "elsewhere", "..", "cvat") + "/" };
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        _bed.Library.Runs().Should().ContainSingle();
    }

    [Fact]
    public async Task A_plan_that_this_build_does_not_know_cannot_be_rolled_back_by_it()
    {
        await BeginAsync();
        var open = () => _bed.Opener().OpenForRollbackAsync([TestBed.Procedure("one")], default);
        (await _bed.RefusedAsync(open)).Message.Should().Match("Plan 'cvat-2.3.0' of run '*' is not part of this Hopguard");
    }

    [Fact]
    public async Task A_second_session_is_refused_and_the_first_goes_on()
    {
        using var first = await _bed.OpenAsync();
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().Contain("is being worked on by");
        await first!.RunStepAsync("one", default);
    }

    [Fact]
    public async Task A_refused_opening_gives_the_lock_back()
    {
        _bed.Plan = _bed.Plan with { From = Plans.Model.ReleaseVersion.Parse("2.1.0") };
        await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        _bed.Plan = TestBed.Hop("one");
        using var session = await _bed.OpenAsync();
        session.Should().NotBeNull();
    }

    public void Dispose() => _bed.Dispose();

    private async Task BeginAsync()
    {
        using var session = await _bed.OpenAsync();
        await session!.RunStepAsync("one", default);
    }
}
