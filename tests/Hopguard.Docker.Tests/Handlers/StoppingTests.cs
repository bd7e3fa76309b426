using Hopguard.Docker.Handlers;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(DockerLabCollection))]
public sealed class StoppingTests(DockerLab lab)
{
    private readonly StopServices _stop = new() { Id = "stop", AllBut = [Name.Of("db")] };

    [Fact]
    public async Task Stopped_services_stay_stopped_across_a_reboot_and_come_back_as_they_were()
    {
        await using var shop = await Shop.StartAsync(lab);
        await shop.Compose.StopAsync(shop.Project, ["worker"], CancellationToken.None);
        var context = shop.Context(await shop.InspectAsync(), _stop);
        var handler = new StopServicesHandler(lab.Engine, [shop.Probe]);

        await handler.SucceedAsync(context);
        await handler.SucceedAsync(context);
        (await shop.FindAsync("server"))!.Should().Match<ContainerState>(it => !it.IsAlive && it.RestartPolicy == "no");
        (await shop.FindAsync("db"))!.Should().Match<ContainerState>(it => it.IsAlive && it.RestartPolicy == "always");

        await handler.UndoAsync(context);
        (await shop.FindAsync("server"))!.Should().Match<ContainerState>(it => it.IsAlive && it.RestartPolicy == "always");
        (await shop.FindAsync("worker"))!.Should().Match<ContainerState>(it => !it.IsAlive && it.RestartPolicy == "always");
    }

    [Fact]
    public async Task Writer_outside_the_project_and_connected_client_are_named()
    {
        await using var shop = await Shop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), _stop);
        var handler = new StopServicesHandler(lab.Engine, [shop.Probe]);
        var stranger = await lab.Engine.StartNewAsync(
            new ContainerSpec { Image = DockerLab.Busybox, Command = ["sleep", "600"], Mounts = [new ContainerMount("volume", shop.Volume("media"), "/m", false)] }, CancellationToken.None);

        (await handler.FailAsync(context)).Should().Contain($"container '{stranger.Name}' outside the project mounts volume '{shop.Volume("media")}'");
        await lab.Engine.RemoveContainerAsync(stranger.Id, CancellationToken.None);

        shop.Probe.ListClientsAsync(shop.Container("db"), default).ReturnsForAnyArgs(["psql from 10.0.0.9"]);
        (await handler.FailAsync(context)).Should().Contain("client of store 'database': psql from 10.0.0.9");
    }

    [Fact]
    public async Task Project_taken_down_leaves_nothing_and_comes_back_with_what_ran()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await new StopServicesHandler(lab.Engine, [shop.Probe]).SucceedAsync(shop.Context(before, _stop));
        var handler = new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe]);
        var context = shop.Context(before, new ComposeDown { Id = "down" });

        await handler.SucceedAsync(context);
        (await shop.FindAsync("db")).Should().BeNull();
        (await lab.Engine.FindVolumeAsync(shop.Volume("db"), CancellationToken.None)).Should().NotBeNull();

        await handler.UndoAsync(context);
        (await shop.FindAsync("db"))!.IsAlive.Should().BeTrue();
        (await shop.FindAsync("server"))!.Status.Should().Be("created");
        await shop.Probe.Received().WaitUntilReadyAsync(shop.Container("db"), Arg.Any<TimeSpan>(), Arg.Any<IProgress<StepProgress>>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Orphan_that_compose_does_not_remove_is_named()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        shop.Write("compose.yml", string.Join('\n', Shop.File("1.0.0").Split('\n').Where(line => !line.Contains("worker:")).Select(line => line)).Replace("depends_on: [db]\n", "depends_on: [db]\n  other:\n"));

        (await new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe]).FailAsync(shop.Context(before, new ComposeDown { Id = "down" }))).Should().Contain(shop.Container("worker"));
    }
}
