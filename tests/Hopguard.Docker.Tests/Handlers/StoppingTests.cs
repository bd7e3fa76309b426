using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(SecondDockerLabCollection))]
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
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Command = ["sleep", "600"], Mounts = [new ContainerMount("volume", shop.Volume("media"), "/m", false)] }, CancellationToken.None);

        (await handler.FailAsync(context)).Should().Contain($"container '{stranger.Name}' outside the project mounts volume '{shop.Volume("media")}'");
        await lab.Engine.RemoveContainerAsync(stranger.Id, CancellationToken.None);

        shop.Probe.ListClientsAsync(shop.Container("db"), default).ReturnsForAnyArgs([new StoreClient("1", "psql from 10.0.0.9", "10.0.0.9")]);
        (await handler.FailAsync(context)).Should().Contain("client of store 'database': psql from 10.0.0.9");
    }

    [Fact]
    public async Task Project_taken_down_leaves_nothing_and_comes_back_with_what_ran()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await new StopServicesHandler(lab.Engine, [shop.Probe]).SucceedAsync(shop.Context(before, _stop));
        var handler = new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness);
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
    public async Task Containers_of_another_version_that_somebody_started_meanwhile_make_room_for_those_that_ran()
    {
        await using var shop = await Shop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), new ComposeDown { Id = "down" });
        var handler = new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness);
        await handler.SucceedAsync(context);
        var newer = shop.Project with { Files = ["compose.yml", "newer.yml"] };
        shop.Write("newer.yml", "services: { extra: { image: hopguard-test/server:v2.0.0, entrypoint: [sleep], command: ['600'], init: true, restart: always, labels: { hopguard.lab: docker-tests } } }");
        await shop.Compose.UpAsync(newer, [], start: true, withDependencies: true, CancellationToken.None);
        await lab.Lab.DockerAsync("rm", "--force", shop.Container("worker"));

        (await handler.UndoAsync(context)).Should().EndWith("3 started");

        (await shop.FindAsync("extra")).Should().BeNull();
        (await shop.FindAsync("worker"))!.IsAlive.Should().BeTrue();
    }

    [Fact]
    public async Task Containers_that_somebody_started_from_another_folder_make_room_for_those_of_the_deployment()
    {
        await using var shop = await Shop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), new ComposeDown { Id = "down" });
        var handler = new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness);
        await handler.SucceedAsync(context);
        var kept = Directory.CreateDirectory(shop.Folder + "_kept").FullName;
        foreach (var file in Directory.GetFiles(shop.Folder))
            File.Copy(file, Path.Combine(kept, Path.GetFileName(file)));
        await shop.Compose.UpAsync(shop.Project with { Folder = kept }, [], start: true, withDependencies: true, CancellationToken.None);

        (await handler.UndoAsync(context)).Should().EndWith("3 started");

        ComposeLabels.FolderOf((await shop.FindAsync("worker"))!).Should().Be(shop.Folder);
        (await shop.InspectAsync()).Services.Should().HaveCount(context.Before.Services.Count);
    }

    [Fact]
    public async Task Orphan_that_compose_does_not_remove_is_named()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        shop.Write("compose.yml", string.Join('\n', Shop.File("1.0.0").Split('\n').Where(line => !line.Contains("worker:")).Select(line => line)).Replace("depends_on: [db]\n", "depends_on: [db]\n  other:\n"));

        (await new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness).FailAsync(shop.Context(before, new ComposeDown { Id = "down" }))).Should().Contain(shop.Container("worker"));
    }

    [Fact]
    public async Task A_server_is_not_started_beside_another_one_on_its_data()
    {
        await using var shop = await Shop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), new StopServices { Id = "stop-all" });
        var stopping = new StopServicesHandler(lab.Engine, [shop.Probe]);
        await stopping.SucceedAsync(context);
        var other = await lab.Engine.StartNewAsync(
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Command = ["sleep", "600"], Mounts = [new ContainerMount("volume", shop.Volume("db"), "/v", false)] }, CancellationToken.None);

        var refused = await stopping.Invoking(handler => handler.UndoAsync(context)).Should().ThrowAsync<HopguardException>();

        refused.Which.Message.Should().StartWith($"Container '{other.Name}' runs on the data of store 'database' in volume '{shop.Volume("db")}', so '{shop.Container("db")}' is not started");
        refused.Which.Commands.Should().Equal($"docker stop {other.Name}");
        (await shop.FindAsync("db")).Should().Match<ContainerState>(db => !db.IsAlive && db.RestartPolicy == "no", "a restart of the engine would start it");
        await lab.Engine.RemoveContainerAsync(other.Id, CancellationToken.None);
        (await stopping.UndoAsync(context)).Should().Contain("started again");
        (await shop.FindAsync("db"))!.IsAlive.Should().BeTrue();
    }

    [Fact]
    public async Task Containers_that_compose_1_named_come_back_by_their_service()
    {
        await using var shop = await Shop.StartAsync(lab);
        foreach (var service in new[] { "db", "server", "worker" })
            await lab.Lab.DockerAsync("rename", shop.Container(service), $"{shop.Name}_{service}_1");

        await shop.Compose.StopAsync(shop.Project, ["worker"], CancellationToken.None);
        var before = await shop.InspectAsync();
        var (stop, down) = (new StopServicesHandler(lab.Engine, [shop.Probe]), new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness));
        var (stopping, takingDown) = (shop.Context(before, _stop), shop.Context(before, new ComposeDown { Id = "down" }));
        await stop.SucceedAsync(stopping);
        await down.SucceedAsync(takingDown);

        foreach (var attempt in new[] { "undone", "undone again" })
        {
            (await down.UndoAsync(takingDown)).Should().EndWith("1 started", attempt);
            (await stop.UndoAsync(stopping)).Should().StartWith("1 container started again", attempt);
        }

        (await shop.FindAsync("db"))!.IsAlive.Should().BeTrue();
        (await shop.FindAsync("server"))!.Should().Match<ContainerState>(it => it.IsAlive && it.RestartPolicy == "always");
        (await shop.FindAsync("worker"))!.Should().Match<ContainerState>(it => !it.IsAlive && it.RestartPolicy == "always");
    }

    [Fact]
    public async Task Containers_of_others_on_a_volume_are_foreseen_while_the_version_still_serves()
    {
        await using var shop = await Shop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), _stop);
        var handler = (IStepHandler)new StopServicesHandler(lab.Engine, [shop.Probe]);
        (await handler.ForeseeAsync(_stop, context, CancellationToken.None)).Should().BeEmpty();
        var (reader, sleeper, gone) = ($"{shop.Name}-reader", $"{shop.Name}-sleeper", $"{shop.Name}-gone");
        await lab.Lab.DockerAsync("run", "--detach", "--name", reader, "--volume", $"{shop.Volume("media")}:/m:ro", DockerLab.Busybox, "sleep", "600");
        await lab.Lab.DockerAsync("create", "--name", sleeper, "--restart", "unless-stopped", "--volume", $"{shop.Volume("db")}:/m", DockerLab.Busybox, "sleep", "600");
        await lab.Lab.DockerAsync("create", "--name", gone, "--volume", $"{shop.Volume("db")}:/m", DockerLab.Busybox, "true");

        (await handler.ForeseeAsync(_stop, context, CancellationToken.None)).Should().Equal(
            $"container '{sleeper}' outside the project mounts volume '{shop.Volume("db")}' of store 'database' and starts again with the engine (docker update --restart=no {sleeper} && docker stop {sleeper})",
            $"container '{reader}' outside the project mounts volume '{shop.Volume("media")}' of store 'media' (docker update --restart=no {reader} && docker stop {reader})");

        foreach (var container in new[] { reader, sleeper, gone })
            await lab.Engine.RemoveContainerAsync(container, CancellationToken.None);
    }

    [Fact]
    public async Task Clients_of_a_database_that_the_stop_leaves_connected_are_foreseen_while_the_version_still_serves()
    {
        await using var shop = await Shop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), _stop);
        var foresee = () => ((IStepHandler)new StopServicesHandler(lab.Engine, [shop.Probe])).ForeseeAsync(_stop, context, CancellationToken.None);
        var reader = $"{shop.Name}-reports";
        await lab.Lab.DockerAsync("run", "--detach", "--name", reader, "--network", $"{shop.Name}_default", DockerLab.Busybox, "sleep", "600");
        string AddressOf(ContainerState container) => container.Addresses.Values.Single();
        var ours = new StoreClient("1", "app", AddressOf((await shop.FindAsync("worker"))!));
        var theirs = new StoreClient("2", "reports", AddressOf((await lab.Engine.FindContainerAsync(reader, CancellationToken.None))!));
        StoreClient[] others = [new("3", "exporter", "192.0.2.7"), new("4", "psql", null)];
        shop.Probe.ListClientsAsync(default!, default).ReturnsForAnyArgs([ours]);
        (await foresee()).Should().BeEmpty("they end with their services");

        var outside = ForeseeOutsideAsync(shop, context, [ours, .. others, new("6", "a service behind the host", "192.0.2.1"), new("7", "sixth", "2001:db8::6"), new("8", "auditor", null) { IsHidden = true }]);
        shop.Probe.ListClientsAsync(default!, default).ReturnsForAnyArgs([ours, theirs, .. others], [ours, theirs with { Session = "5" }, .. others]);
        (await foresee()).Should().Equal(
            "client exporter of store 'database' stays connected when the services are stopped (end it where it runs, on the host or on another machine)",
            $"client psql of store 'database' stays connected when the services are stopped (end it: it runs inside container '{shop.Container("db")}')");

        (await outside).Should().Equal(
            "client exporter of store 'database' stays connected when the services are stopped (end it where it runs, on the host or on another machine)",
            "client psql of store 'database' stays connected when the services are stopped (end it: it runs on the server's own host)");
        shop.Warned.Should().ContainSingle().Which.Should().StartWith("client auditor of store 'database' has to be gone when the services are stopped, or no copy is taken: 'keeper' is not told where it connects from");

        shop.Probe.ListClientsAsync(default!, default).ReturnsForAnyArgs([ours, theirs]);
        (await foresee()).Should().Equal(
            $"client reports of store 'database' stays connected when the services are stopped: it is container '{reader}' (docker update --restart=no {reader} && docker stop {reader})");
        await lab.Engine.RemoveContainerAsync(reader, CancellationToken.None);
    }

    // The same on a server that is not the project's, which sees this host as 192.0.2.1.
    private Task<IReadOnlyList<string>> ForeseeOutsideAsync(Shop shop, StepContext inside, IReadOnlyList<StoreClient> clients)
    {
        var servers = Substitute.For<IExternalServers>();
        servers.FindOwnAddressAsync(default!, default).ReturnsForAnyArgs("192.0.2.1");
        servers.ListClientsAsync(default!, default).ReturnsForAnyArgs(clients);
        var found = ContainerDetails.Of(inside.Before);
        var server = new StoreSnapshot("db", string.Empty, null, null) { External = new ExternalServer("server", "db.example.org", "db.example.org", 5432, "shop", "keeper") };
        var context = shop.Context((found with { Stores = new Dictionary<string, StoreSnapshot>(found.Stores) { ["database"] = server } }).AddTo(inside.Before), _stop);
        return ((IStepHandler)new StopServicesHandler(lab.Engine, [shop.Probe], servers)).ForeseeAsync(_stop, context, CancellationToken.None);
    }
}
