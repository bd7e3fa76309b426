using Hopguard.Containers.Claims;
using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests;

[Collection(nameof(SecondDockerLabCollection))]
public sealed class ClaimTests(DockerLab lab) : IAsyncLifetime
{
    private readonly DirectoryInfo _states = Directory.CreateTempSubdirectory("hopguard-states");
    private Shop _shop = null!;

    private string Claim => ClaimRecord.NameFor(_shop.Name);

    private static Plan Plan { get; } = new()
    {
        Application = Name.Of("shop"),
        Summary = "test",
        Steps = [new Accept { Id = "accept" }],
        Path = "plan.yaml",
        Hash = new string('a', 64),
        From = ReleaseVersion.Parse("1.0.0"),
        To = ReleaseVersion.Parse("2.0.0"),
    };

    public async Task InitializeAsync() => _shop = await Shop.BorrowAsync(lab);

    public async Task DisposeAsync()
    {
        await lab.Engine.RemoveContainerAsync(Claim, default);
        await lab.Engine.RemoveVolumeAsync(Claim, default);
        await _shop.DisposeAsync();
        _states.Delete(recursive: true);
    }

    [Fact]
    public async Task Of_two_runs_with_two_state_folders_at_once_one_gets_the_deployment_and_the_other_is_told_who()
    {
        var both = await Task.WhenAll(OpenedAsync("one"), OpenedAsync("two"));

        both.Count(opened => opened.Session is not null).Should().Be(1);
        var refusal = both.Single(opened => opened.Refusal is not null).Refusal!;
        refusal.Message.Should().StartWith($"Deployment '{_shop.Name}' is being worked on by {Environment.UserName}@");
        refusal.Commands.Should().BeEmpty("its process lives on this host");
        both.Single(opened => opened.Session is not null).Session!.Dispose();
        (await lab.Engine.FindContainerAsync(Claim, default)).Should().BeNull();
        (await lab.Engine.FindVolumeAsync(Claim, default)).Should().NotBeNull("its run is not over");
    }

    [Fact]
    public async Task A_claim_whose_container_is_removed_is_taken_again_before_the_next_step()
    {
        using var session = await Opener("one").OpenAsync(Plan, default);
        await lab.Lab.DockerAsync("rm", "--force", Claim);

        await session!.RunStepAsync("accept", default);

        (await lab.Engine.FindContainerAsync(Claim, default))!.Status.Should().Be("running");
        (await OpenedAsync("two")).Refusal.Should().NotBeNull();
    }

    [Fact]
    public async Task An_owner_that_is_gone_leaves_a_container_that_ends_by_itself_and_a_run_that_only_its_own_state_folder_goes_on_with()
    {
        var (run, name) = (await OpenedAsync("one"), Claim);
        run.Session!.Dispose();
        using (var owner = System.Diagnostics.Process.Start("docker", ["run", "--interactive", "--name", name, "--label", "hopguard.lab=docker-tests", "--entrypoint", "cat", DockerLab.Busybox]))
        {
            while ((await lab.Engine.FindContainerAsync(name, default))?.Status != "running")
                await Task.Delay(50);
            owner.Kill();
        }

        var refusal = (await OpenedAsync("two")).Refusal!;
        refusal.Message.Should().Contain("which is not over").And.Contain(Path.Combine(_states.FullName, "one"));
        using var again = await Opener("one").OpenAsync(Plan, default);
        again!.State.Should().Be(RunState.Open);
    }

    [Fact]
    public async Task In_the_middle_of_a_run_that_left_no_container_another_state_folder_is_told_whose_it_is_and_its_own_goes_on()
    {
        await HaveOwnShopAsync();
        (await OpenedAsync("one")).Session!.Dispose();
        await _shop.Compose.DownAsync(_shop.Project, default);

        var refusal = (await OpenedAsync("two")).Refusal!;
        refusal.Message.Should().Contain("which is not over").And.Contain(Path.Combine(_states.FullName, "one"));
        refusal.Next.Should().Contain("to continue:  CONTINUE").And.Contain("to roll back: ROLL-BACK");
        var rollBack = () => Opener("two").OpenForRollbackAsync([Plan], default);
        (await rollBack.Should().ThrowAsync<HopguardException>()).Which.Message.Should().Be(refusal.Message);
        using var again = await Opener("one").OpenAsync(Plan, default);
        again!.State.Should().Be(RunState.Open);
    }

    [Fact]
    public async Task In_the_middle_of_a_lost_run_that_left_no_container_the_claim_is_taken_with_the_image_that_held_it_before()
    {
        await HaveOwnShopAsync();
        var run = (await OpenedAsync("one")).Session!;
        run.Dispose();
        await _shop.Compose.DownAsync(_shop.Project, default);
        Directory.Delete(Path.Combine(_states.FullName, "one"), recursive: true);
        var claim = ClaimLabels.Read((await lab.Engine.FindVolumeAsync(Claim, default))!.Labels)!;
        claim.Image.Should().Be((await lab.Engine.FindImageAsync(DockerLab.Busybox, default))!.Id);
        await lab.Engine.CreateVolumeAsync($"{_shop.Name}-retired", new ContainerOwner(_shop.Name, claim.RunId, "retired").Labels, default);

        var open = () => OpenerWith(_shop.Options with { StateFolder = Path.Combine(_states.FullName, "two"), GiveUp = claim.RunId }).OpenAsync(Plan, default);

        (await open.Should().ThrowAsync<HopguardException>()).Which.Message.Should().Contain($"left '{_shop.Name}-retired', which may hold data");
        await lab.Engine.RemoveVolumeAsync($"{_shop.Name}-retired", default);
    }

    [Fact]
    public async Task A_claim_is_held_with_any_image_of_the_engine_where_those_of_the_deployment_are_gone()
    {
        var record = new ClaimRecord(_shop.Name, _shop.Folder, "/state", "id", RunOwner.Unknown);

        using var claim = await DeploymentClaim.TakeAsync(lab.Engine, record, ["sha256:" + new string('0', 64)], TimeProvider.System, default);

        claim.Record.Image.Should().StartWith("sha256:");
        (await lab.Engine.FindContainerAsync(Claim, default))!.Status.Should().Be("running");
    }

    [Fact]
    public async Task A_helper_that_a_killed_run_left_at_work_is_gone_before_the_first_step()
    {
        var helper = $"hopguard-{Guid.NewGuid():N}";
        var owner = new ContainerOwner(_shop.Name, "r0", "helper");
        await lab.Engine.StartNewAsync(
            new ContainerSpec
            {
                Owner = owner,
                Image = DockerLab.Busybox,
                Name = helper,
                Entrypoint = ["sleep", "600"],
                Labels = new Dictionary<string, string> { [EngineLabels.Tool] = "true" },
            },
            default);

        using var session = await Opener("one").OpenAsync(Plan, default);

        (await lab.Engine.FindContainerAsync(helper, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_run_through_a_link_is_seen_from_the_real_folder()
    {
        await HaveOwnShopAsync();
        var link = Path.Combine(_states.FullName, "current");
        Directory.CreateSymbolicLink(link, _shop.Folder);
        var options = _shop.Options with { DeploymentFolder = link };

        (await OpenerWith(options).OpenAsync(Plan, default))!.Dispose();

        OpenerWith(_shop.Options).FindActive()!.Value.History.Start!.Before.Folder.Should().Be(_shop.Folder);
        Directory.Exists(link + ".hopguard").Should().BeFalse();
    }

    [Theory]
    [InlineData("media")]
    [InlineData("engine")]
    public async Task A_state_folder_where_the_engine_keeps_its_data_is_refused(string where)
    {
        var folder = where == "engine"
            ? (await lab.Engine.DescribeAsync(default)).RootFolder
            : (await lab.Engine.FindVolumeAsync(_shop.Volume("media"), default))!.Folder;
        var options = _shop.Options with { StateFolder = Path.Combine(folder, "state") };

        var open = () => OpenerWith(options).OpenAsync(Plan, default);

        (await open.Should().ThrowAsync<HopguardException>()).Which.Message.Should().Contain("nothing was changed");
        Directory.Exists(options.StateFolder).Should().BeFalse();
    }

    [Fact]
    public async Task A_project_that_runs_from_another_folder_is_refused()
    {
        var options = _shop.Options with { Project = _shop.Name, DeploymentFolder = _states.FullName, StateFolder = Path.Combine(_states.FullName, "..", "elsewhere") };

        var open = () => OpenerWith(options).OpenAsync(Plan, default);

        var refusal = (await open.Should().ThrowAsync<HopguardException>()).Which;
        refusal.Message.Should().Be($"Project '{_shop.Name}' does not run from '{_states.FullName}', but from '{_shop.Folder}'");
        refusal.Remedy.Should().Be($"Give --deployment={_shop.Folder}, or leave --project out");
    }

    private async Task HaveOwnShopAsync()
    {
        await _shop.DisposeAsync();
        _shop = await Shop.StartAsync(lab);
    }

    private async Task<(RunSession? Session, HopguardException? Refusal)> OpenedAsync(string state)
    {
        try
        {
            return (await Opener(state).OpenAsync(Plan, default), null);
        }
        catch (HopguardException refusal)
        {
            return (null, refusal);
        }
    }

    private RunOpener Opener(string state) => OpenerWith(_shop.Options with { StateFolder = Path.Combine(_states.FullName, state) });

    private RunOpener OpenerWith(RunOptions options) => new(
        new RunServices(new ContainerHost(lab.Engine, TimeProvider.System), _shop.Deployment, new StepHandlers([new(null, new AcceptHandler(lab.Engine, _shop.Compose, _shop.Deployment))]), Substitute.For<IRunObserver>(), TimeProvider.System),
        Shop.Application, options, new CommandHints("CONTINUE", "ROLL-BACK", "ACCEPT", "DELETE-RETIRED", "STATUS"));
}
