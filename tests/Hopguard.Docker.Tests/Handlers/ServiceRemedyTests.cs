using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Targets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>A step with services and images that is refused, and what the refusal says is to be done: with that, the step is done and the services run.</summary>
[Collection(nameof(SecondDockerLabCollection))]
public sealed class ServiceRemedyTests(DockerLab lab)
{
    [Fact]
    public async Task What_is_known_before_the_outage_is_put_right_before_it()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var before = await shop.InspectAsync();
        shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(1);
        var context = shop.Context(before, new CheckSpace { Id = "space" }, new DumpDatabase { Id = "dump", Store = Name.Of("database"), As = Name.Of("dump") });
        await Remedies.LeadsOutInTurnAsync(
            () => new CheckSpaceHandler(lab.Engine, [shop.Probe]).DoAsync(context),
            (Now(() => shop.Foreseen = ["container 'x' mounts the volume"]), "container 'x' mounts the volume", "Nothing was changed; correct this and run the same command again", Now(() => shop.Foreseen = [])),
            (Now(() => shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(1_000_000_000_000_000)), "Not enough space where copies go*", "Free space there, or keep copies elsewhere with --state",
                Now(() => shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(1))));

        shop.Known = shop.Known with { Releases = [] };
        await Remedies.LeadsOutAsync(
            () => new VerifyVersionHandler(lab.Engine, shop.Compose, shop.Deployment).DoAsync(shop.Context(before, new VerifyVersion { Id = "verify", Expect = ReleaseVersion.Parse("1.0.0") })),
            "Release '1.0.0' is not listed in 'shop.yaml'", "Add it under 'releases'", () => shop.Known = Shop.Application);
        shop.Known = shop.Known with { Releases = [] };
        Remedies.LeadOut(() => _ = shop.Context(before, new Accept { Id = "accept" }).TargetRelease, "Release '2.0.0' is not listed in 'shop.yaml'", "Add it under 'releases'", () => shop.Known = Shop.Application);

        var found = (ContainerDetails.Of(before) with { Stores = new Dictionary<string, StoreSnapshot> { ["media"] = new("server", "server", null, null) } }).AddTo(before);
        var store = "media";
        Remedies.LeadOut(
            () => MadeNames.VolumeOf(shop.Context(found, new Accept { Id = "accept" }), store), "Store 'media' is in no volume", "Use a plan that does not copy or replace it",
            () => (found, store) = (before, "database"));
    }

    [Fact]
    public async Task Images_are_given_back_pulled_and_loaded()
    {
        await using var shop = await Shop.StartWithOwnImagesAsync(lab);
        var (before, step) = (await shop.InspectAsync(), new PullImages { Id = "pull" });
        var (handler, context) = ((IStepHandler)new PullImagesHandler(lab.Engine, shop.Compose, [shop.Probe]), shop.Context(before, step));
        shop.Write("compose.yml", shop.FileOf("2.0.0"));
        var id = before.Services.Single(service => service.Service == "server").ImageId;
        var reference = shop.ImageOf("1.0.0");
        Task TagAsync(string image) => lab.Lab.DockerAsync("tag", image, reference);

        await Remedies.LeadsOutInTurnAsync(
            () => handler.DoAsync(context),
            (() => TagAsync(DockerLab.Busybox), $"Image '{reference}' is not the one that container '*' runs any more, so a rollback would start another",
                $"Give the reference back with 'docker tag {id} {reference}', or recreate the container and try again", () => TagAsync(id)),
            (Now(() => shop.Write("compose.yml", shop.FileOf("2.0.0").Replace("hopguard-lab/busybox", "localhost:9/own:1"))), "Service 'db' of the target cannot start: Image 'localhost:9/own:1' cannot be pulled: *",
                "Run 'docker pull localhost:9/own:1' on the host (log in first where the registry asks for it), or load it", () => lab.Lab.DockerAsync("tag", DockerLab.Busybox, "localhost:9/own:1")));
        await lab.Lab.DockerAsync("rmi", "localhost:9/own:1");

        foreach (var service in new[] { "server", "worker" })
            await lab.Lab.DockerAsync("rm", "--force", shop.Container(service));
        await TagAsync(DockerLab.Busybox);
        await Remedies.LeadsOutAsync(
            async () => await handler.GuardUndoAsync(step, context, CancellationToken.None) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            $"Image '{reference}' is not the one any more that the version before ran", $"docker tag {id} {reference}", () => TagAsync(id));
    }

    [Fact]
    public async Task Services_are_stopped_taken_down_and_started_when_nothing_is_in_their_way()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        var (stop, down, start) = (new StopServices { Id = "stop" }, new ComposeDown { Id = "down" }, new StartServices { Id = "start" });
        var downHandler = (IStepHandler)new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness);
        var startHandler = (IStepHandler)new StartServicesHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness);
        var stranger = $"{shop.Name}-stranger";
        Task RunAsync(params string[] arguments) => lab.Lab.DockerAsync(["run", "--detach", "--init", "--name", stranger, .. arguments, DockerLab.Busybox, "sleep", "600"]);
        Task RemoveAsync() => lab.Lab.DockerAsync("rm", "--force", stranger);
        string[] ofProject = ["--label", $"com.docker.compose.project={shop.Name}", "--label", "com.docker.compose.service=other"];

        var (lacking, export) = ("This shell lacks 'GREETING', which the run was begun with: services would be made with other settings",
            $"Type 'export GREETING=<value>', or write the values that are to hold from now on into '{shop.Folder}/.env' and unset them, then run the same command again");
        shop.Environment["GREETING"] = "once";
        new ExportedValues(shop.Compose).Note(shop.Context(before, down), []);
        await Remedies.LeadsOutInTurnAsync(
            () => new StopServicesHandler(lab.Engine, [shop.Probe]).DoAsync(shop.Context(before, stop)),
            (() => RunAsync("--volume", $"{shop.Volume("media")}:/m"), "Writers are left after the stop: *", "Stop these writers: *", RemoveAsync));
        await Remedies.LeadsOutInTurnAsync(
            () => downHandler.DoAsync(shop.Context(before, down)),
            (Now(() => shop.Environment.Remove("GREETING")), lacking, export, Now(() => shop.Environment["GREETING"] = "once")),
            (() => RunAsync(ofProject), $"Containers of project '{shop.Name}' are left after it was taken down: {stranger}", "They belong to none of its compose files; name all files with --compose-files, or remove the containers", RemoveAsync));

        shop.Known = Shop.WithConnection;
        shop.Write("compose.yml", Shop.File("2.0.0"));
        var starting = shop.Context(before, start, new SwitchSource { Id = "switch", To = Name.Of("new"), KeepAs = Name.Of("old") });
        await Remedies.LeadsOutInTurnAsync(
            () => startHandler.DoAsync(starting),
            (Now(() => shop.Environment.Remove("GREETING")), lacking, export, Now(() => shop.Environment["GREETING"] = "once")),
            (Now(() => shop.Write("compose.yml", Shop.File("2.0.0").Replace("hopguard-lab/busybox", "hopguard-test/none:1"))), "Image 'hopguard-test/none:1' of service 'db' is not on the engine",
                "Pull or load what is missing, then run the same command again", Now(() => shop.Write("compose.yml", Shop.File("2.0.0")))),
            (Now(() => shop.Write("compose.yml", Shop.File("2.0.0").Replace("{ GREETING:", "{ DB_HOST: db.example.org, GREETING:"))), "service 'server' of the target connects to 'db.example.org:5432' (DB_HOST), *",
                "Find out why before anything is started", Now(() => shop.Write("compose.yml", Shop.File("2.0.0")))),
            (() => lab.Engine.RemoveVolumeAsync(shop.Volume("db"), CancellationToken.None), $"Volume '{shop.Volume("db")}'*does not exist, and compose would make an empty one", "Find out why before anything is started",
                () => lab.Lab.DockerAsync("volume", "create", "--label", $"com.docker.compose.project={shop.Name}", "--label", "com.docker.compose.volume=db", shop.Volume("db"))));
        (await shop.FindAsync("server"))!.IsAlive.Should().BeTrue();

        await RunAsync(ofProject);
        await Remedies.LeadsOutAsync(() => startHandler.UndoAsync(starting), $"Containers are left: {stranger}", $"Remove these containers, then repeat the rollback: {stranger}", RemoveAsync);

        shop.Write("compose.yml", Shop.File("1.0.0"));
        shop.Environment.Remove("GREETING");
        (await downHandler.GuardUndoAsync(down, shop.Context(before, down), CancellationToken.None))!.What.Should().Be(lacking);
        await Remedies.LeadsOutAsync(() => downHandler.UndoAsync(down, shop.Context(before, down), CancellationToken.None), lacking, export, () => shop.Write(".env", "GREETING=written down"));
        (await shop.FindAsync("server"))!.Environment.Should().Contain("GREETING", "written down");
        shop.Environment.Clear();
        (await downHandler.GuardUndoAsync(down, shop.Context(before, down), CancellationToken.None)).Should().BeNull("nothing has to be made");
    }

    [Fact]
    public async Task A_version_that_is_expected_comes_up()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        shop.Options = shop.Options with { StartupTimeout = TimeSpan.FromSeconds(2) };
        await Remedies.LeadsOutAsync(
            () => new VerifyVersionHandler(lab.Engine, shop.Compose, shop.Deployment).DoAsync(shop.Context(before, new VerifyVersion { Id = "verify", Expect = ReleaseVersion.Parse("2.0.0") })),
            "Version 2.0.0 was expected, but version 1.0.0 answers", "Look at the log of the application's server", async () =>
            {
                shop.Write("compose.yml", Shop.File("2.0.0"));
                shop.Options = shop.Options with { StartupTimeout = TimeSpan.FromSeconds(20) };
                await shop.Compose.UpAsync(shop.Project, [], start: true, withDependencies: true, CancellationToken.None);
            });

        shop.Write("compose.yml", Shop.File("1.0.0"));
        await shop.Compose.UpAsync(shop.Project, [], start: true, withDependencies: true, CancellationToken.None);
        await lab.Lab.DockerAsync("pause", shop.Container("server"));
        await Remedies.LeadsOutAsync(
            shop.InspectAsync, $"The installed version of project '{shop.Name}' is not known: *", "*",
            async () =>
            {
                await lab.Lab.DockerAsync("unpause", shop.Container("server"));
                while (await shop.Deployment.ReadVersionAsync(shop.Known, shop.Name, CancellationToken.None) is { Version: null })
                    await Task.Delay(100);
            });
    }

    [Fact]
    public async Task A_tag_that_another_image_has_is_put_right()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        Task UpAsync() => shop.Compose.UpAsync(shop.Project, [], start: true, withDependencies: true, CancellationToken.None);
        shop.Write(".env", "SHOP_VERSION=v2.0.0");
        await shop.StartAsync();
        await Remedies.LeadsOutAsync(
            shop.InspectAsync, "Container '*' answers with version 1.0.0, but its image is tagged 'hopguard-test/server:v2.0.0'", "Look for a version variable that chose another image, and for an image that was tagged by hand",
            () =>
            {
                File.Delete(Path.Combine(shop.Folder, ".env"));
                return UpAsync();
            });
    }

    [Fact]
    public async Task A_command_runs_where_its_service_does_and_one_whose_end_was_not_seen_is_left_behind_by_going_back()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        var handler = (IStepHandler)new RunCommandHandler(lab.Engine, shop.Compose);
        var step = new RunCommand { Id = "run-command", Service = Name.Of("worker"), Command = [Name.Of("true")] };
        var context = shop.Context(before, step, plan => plan with { From = null, To = null, Procedure = "cleanup" });
        await shop.Compose.StopAsync(shop.Project, ["worker"], CancellationToken.None);
        await Remedies.LeadsOutAsync(
            () => handler.DoAsync(context), "Service 'worker' does not run, so no command can run in it", "Move the step behind the one that starts the service",
            () => lab.Engine.StartAsync(shop.Container("worker"), CancellationToken.None));

        var slow = step with { Id = "slow", Command = [Name.Of("sleep"), Name.Of("600")] };
        var killed = shop.Context(before, slow, plan => plan with { From = null, To = null, Procedure = "cleanup" });
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await handler.Invoking(each => each.ExecuteAsync(slow, killed, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        var isBack = false;
        await Remedies.LeadsOutAsync<object?>(
            async () => isBack ? await handler.UndoAsync(killed) : await handler.DoAsync(killed), "Command 'sleep' in service 'worker' was begun and its end was not seen, so it is not begun again",
            "Look what it did; going back to the version before is always possible", () => isBack = true);
    }

    [Fact]
    public async Task What_does_not_run_is_started_before_it_is_accepted()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Options = shop.Options with { Accept = true };
        var (engine, deployment) = (Substitute.For<IContainerEngine>(), Substitute.For<IDeployment>());
        deployment.ReadVersionAsync(default!, default!, default).ReturnsForAnyArgs(VersionReading.Of("2.0.0"));
        var running = new[] { "db", "server", "worker" }.Select(service => Container(shop, service)).ToList();
        var containers = running;
        engine.ListContainersAsync(default!, default).ReturnsForAnyArgs(call => (IReadOnlyList<ContainerState>)[.. containers.Where(one =>
            call.Arg<IReadOnlyDictionary<string, string?>>().GetValueOrDefault("com.docker.compose.service") is not { } service || one.Service == service)]);
        Func<Task> Server(Func<ContainerState, ContainerState?> change) => Now(() => containers = [.. running.Select(one => one.Service == "server" ? change(one) : one).OfType<ContainerState>()]);
        var good = Server(one => one);

        await Remedies.LeadsOutInTurnAsync(
            () => new AcceptHandler(engine, shop.Compose, deployment).DoAsync(shop.Context(shop.Snapshot(), new Accept { Id = "accept" })),
            (Server(_ => null), "Version 2.0.0 is not accepted: service 'server' has no container", "Start the service again", good),
            (Server(one => one with { Status = "exited", ExitCode = 1 }), "Version 2.0.0 is not accepted: service 'server' does not run, its container 'server' is exited", "docker start server", good),
            (Server(one => one with { RestartCount = 3, StartedAt = DateTimeOffset.UtcNow }), "Version 2.0.0 is not accepted: container 'server' of service 'server' restarts again and again", "Look at 'docker logs server'", good));

        await Remedies.LeadsOutInTurnAsync(
            () => ServiceContainers.FindAsync(engine, "server", shop.Context(shop.Snapshot(), new Accept { Id = "accept" }), CancellationToken.None),
            (Server(_ => null), $"Service 'server' of project '{shop.Name}' has no container", "Look at 'docker ps --all' and at the service's compose file", good));

        var freshness = new Freshness(engine, []);
        var context = shop.Context(shop.Snapshot(), new Accept { Id = "accept" });
        context.Evidence.SaveCopy(new Engine.Evidence.CopyEvidence { Name = "dump", Kind = "tape", Stores = ["database"], TakenAt = DateTimeOffset.UtcNow, Folder = "/d", Files = [] });
        var proof = Substitute.For<IUnchangedProof>();
        proof.CopyKind.Returns("tape");
        proof.FindChangeAsync(default!, default!, default).ReturnsForAnyArgs((string?)null);
        await Remedies.LeadsOutAsync(
            async () => await freshness.RefuseChangedAsync("dump", context, CancellationToken.None) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            "Nothing here can prove that what copy 'dump' holds is unchanged", "Start over: going back keeps what was written, and a new run copies it", () => freshness = new Freshness(engine, [proof]));
    }

    private static ContainerState Container(Shop shop, string service) => new()
    {
        Id = service,
        Name = service,
        Image = "image",
        ImageId = "id",
        Status = "running",
        Labels = new Dictionary<string, string> { ["com.docker.compose.service"] = service, ["com.docker.compose.project"] = shop.Name },
    };

    private static Func<Task> Now(Action act) => () =>
    {
        act();
        return Task.CompletedTask;
    };
}
