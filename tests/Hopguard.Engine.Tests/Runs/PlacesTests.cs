using Hopguard.Engine.Journals;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>Where a deployment and its state lie: one deployment by every path, and no state where a step would take it away.</summary>
public sealed class PlacesTests : IDisposable
{
    private readonly TestBed _bed = new();

    public PlacesTests() => Directory.CreateDirectory(_bed.Options.DeploymentFolder);

    [Theory]
    [InlineData("cvat/state", "the deployment's folder")]
    [InlineData("cvat", "the deployment's folder")]
    [InlineData("cvat_220/state", "the folder that the old source tree is kept in")]
    [InlineData("link/state", "the deployment's folder")]
    [InlineData("share/state", "writes")]
    public async Task A_state_folder_that_a_step_or_a_service_would_take_away_is_refused(string state, string what)
    {
        Directory.CreateSymbolicLink(Path.Combine(_bed.Folder, "link"), _bed.Options.DeploymentFolder);
        _bed.Deployment.DataFolders = [Path.Combine(_bed.Folder, "share")];
        _bed.Plan = _bed.Plan with { Steps = _bed.Plan.Steps.Add(new SwitchSource { Id = "switch-source", To = Name.Of("target"), KeepAs = Name.Of("cvat_220") }) };
        _bed.Options = _bed.Options with { StateFolder = Path.Combine(_bed.Folder, state) };

        var refusal = await _bed.RefusedAsync(() => _bed.OpenAsync());

        refusal.Message.Should().Contain(what).And.EndWith("nothing was changed");
        refusal.Remedy.Should().StartWith("Leave --state out, which means '" + Path.Combine(_bed.Folder, "cvat.hopguard"));
        Directory.Exists(_bed.Options.StateFolder).Should().Be(state == "cvat");
    }

    [Fact]
    public async Task A_state_folder_whose_name_only_begins_alike_is_fine()
    {
        _bed.Options = _bed.Options with { StateFolder = Path.Combine(_bed.Folder, "cvat-state") };
        using var session = await _bed.OpenAsync();
        session.Should().NotBeNull();
    }

    [Fact]
    public async Task A_run_begun_through_a_link_is_the_run_of_the_real_folder_and_the_other_way_round()
    {
        var real = _bed.Options;
        var link = real with { DeploymentFolder = Path.Combine(_bed.Folder, "current") };
        Directory.CreateSymbolicLink(link.DeploymentFolder, real.DeploymentFolder);
        RunLibrary.Of(link).Should().Be(RunLibrary.Of(real));

        _bed.Options = link;
        using (var session = await _bed.OpenAsync())
            await session!.RunStepAsync("one", default);

        _bed.Newest.History.Start!.Before.Folder.Should().Be(real.DeploymentFolder);
        _bed.Options = real;
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        _bed.Options = link;
        await _bed.RollBackAsync();
        _bed.Library.Runs().Should().ContainSingle();
    }

    [Theory]
    [InlineData("current")]
    [InlineData("cvat")]
    public async Task A_run_that_an_earlier_Hopguard_keeps_beside_a_link_is_named(string deployment)
    {
        var link = Path.Combine(_bed.Folder, "current");
        Directory.CreateSymbolicLink(link, _bed.Options.DeploymentFolder);
        var real = _bed.Options;
        _bed.Options = real with { StateFolder = link + ".hopguard" };
        using (var session = await _bed.OpenAsync())
            await session!.RunStepAsync("one", default);
        await _bed.Engine.Port.RemoveVolumeAsync("hopguard-claim-cvat", default);

        _bed.Options = real with { DeploymentFolder = Path.Combine(_bed.Folder, deployment) };
        var refusal = await _bed.RefusedAsync(() => _bed.OpenAsync());

        refusal.Message.Should().Contain($"its state lies in '{link}.hopguard'");
        refusal.Next.Should().Equal("Go on with that run, or roll it back", $"to continue:  CONTINUE cvat-2.3.0 IN {link}.hopguard", $"to roll back: ROLL-BACK IN {link}.hopguard");
    }

    public void Dispose() => _bed.Dispose();
}
