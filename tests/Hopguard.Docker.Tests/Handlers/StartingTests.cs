using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(SecondDockerLabCollection))]
public sealed class StartingTests(DockerLab lab)
{
    private readonly StartServices _all = new() { Id = "start-all" };
    private readonly SwitchSource _switch = new() { Id = "switch", To = Name.Of("new"), KeepAs = Name.Of("old") };

    [Fact]
    public async Task Target_is_started_in_place_of_the_version_before_and_taken_away_again()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await shop.Compose.DownAsync(shop.Project, CancellationToken.None);
        shop.Write("compose.yml", Shop.File("2.0.0"));
        var (handler, context) = (Handler(shop), shop.Context(before, _all, _switch));

        (await handler.SucceedAsync(context)).Should().Be("3 services up, none restarts");
        (await new VerifyVersionHandler(lab.Engine, shop.Compose, shop.Deployment).SucceedAsync(shop.Context(before, new VerifyVersion { Id = "v", Expect = ReleaseVersion.Parse("2.0.0") }))).Should().StartWith("version 2.0.0 answers");
        await shop.Probe.Received().WaitUntilReadyAsync(shop.Container("db"), Arg.Any<TimeSpan>(), Arg.Any<IProgress<StepProgress>>(), Arg.Any<CancellationToken>());

        await handler.UndoAsync(context);
        (await shop.FindAsync("server")).Should().BeNull();
    }

    // As where it is restarted and leaves its containers running.
    [Fact]
    public async Task An_engine_that_is_away_for_a_while_is_no_reason_to_go_back()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), new VerifyVersion { Id = "v", Expect = ReleaseVersion.Parse("1.0.0") });
        await using var proxy = new EngineProxy(lab.Lab.Host);
        using var engine = new DockerEngine(new DockerEndpoint(proxy.Address));
        using var deployment = new ComposeDeployment(engine, shop.Compose, [shop.Probe], shop.Settings);
        await engine.DescribeAsync(CancellationToken.None);

        proxy.GoAway();
        var verifying = new VerifyVersionHandler(engine, shop.Compose, deployment).SucceedAsync(context);
        await Task.WhenAny(verifying, Task.Delay(TimeSpan.FromSeconds(4)));
        proxy.ComeBack();

        (await verifying).Should().StartWith("version 1.0.0 answers");
    }

    [Fact]
    public async Task Anonymous_volumes_of_containers_that_are_taken_down_are_named_those_of_the_new_version_too()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        string WithCache(string version) => Shop.File(version).Replace("volumes: [media:/media]\n    depends_on", "volumes: [media:/media, /cache, /more]\n    depends_on");
        shop.Write("compose.yml", WithCache("1.0.0"));
        await shop.StartAsync();
        var before = await shop.InspectAsync();
        var (down, starting) = (shop.Context(before, new ComposeDown { Id = "down" }), shop.Context(before, _all, _switch));
        var (first, name) = (await AnonymousAsync(shop), shop.Container("server"));

        await new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness).SucceedAsync(down);
        shop.Write("compose.yml", WithCache("2.0.0"));
        await Handler(shop).SucceedAsync(starting);
        var second = await AnonymousAsync(shop);
        await Handler(shop).UndoAsync(starting);

        down.Memory.Recall($"kept:anonymous volume of container '{name}' as it was, which nothing uses any more").Should().Be(string.Join(", ", first));
        down.Memory.Recall($"removal:anonymous volume of container '{name}' as it was, which nothing uses any more").Should().Be("docker volume rm");
        starting.Memory.Recall($"kept:anonymous volume of container '{name}' of the version that was rolled back, which nothing uses any more").Should().Be(string.Join(", ", second));
        foreach (var volume in first.Concat(second))
        {
            (await lab.Engine.FindVolumeAsync(volume, CancellationToken.None)).Should().NotBeNull();
            await lab.Engine.RemoveVolumeAsync(volume, CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<string>> AnonymousAsync(Shop shop)
    {
        var volumes = (await shop.FindAsync("server"))!.Mounts.Where(mount => mount.Target is "/cache" or "/more").OrderBy(mount => mount.Target, StringComparer.Ordinal).Select(mount => mount.Source).ToList();
        volumes.Should().HaveCount(2);
        return volumes;
    }

    [Fact]
    public async Task Procedure_starts_the_very_containers_that_ran_with_their_policies_and_no_others()
    {
        await using var shop = await Shop.StartAsync(lab);
        await shop.Compose.StopAsync(shop.Project, ["worker"], CancellationToken.None);
        var before = await shop.InspectAsync();
        var server = (await shop.FindAsync("server"))!.Id;
        await new StopServicesHandler(lab.Engine, [shop.Probe]).SucceedAsync(shop.Context(before, new StopServices { Id = "stop" }));
        shop.Write(".env", "GREETING=edited");

        await Handler(shop).SucceedAsync(shop.Context(before, _all, plan => plan with { From = null, To = null, Procedure = "backup" }));

        (await shop.FindAsync("server"))!.Should().Match<ContainerState>(it => it.IsAlive && it.Id == server && it.RestartPolicy == "always");
        (await shop.FindAsync("worker"))!.IsAlive.Should().BeFalse();
    }

    [Fact]
    public async Task Service_in_a_restart_loop_fails_with_the_end_of_its_log()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await shop.Compose.DownAsync(shop.Project, CancellationToken.None);
        shop.Write("compose.yml", Shop.File("2.0.0").Replace($"[\"{Shop.Idle}\"]\n    volumes: [media", "['echo migration broke; exit 7']\n    volumes: [media"));
        shop.Options = shop.Options with { StartupTimeout = TimeSpan.FromSeconds(8) };

        var start = () => Handler(shop).DoAsync(shop.Context(before, _all, _switch));

        (await start.Should().ThrowAsync<HopguardException>()).Which.Message.Should().StartWith("Service 'worker' does not stay up").And.Contain("migration broke");
    }

    [Fact]
    public async Task Service_that_does_one_task_and_ends_is_as_it_should_be_and_comes_back_whether_it_ran_or_not()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        static string Setup(string command) => $"  setup:\n    <<: *quick\n    image: hopguard-lab/busybox\n    restart: 'no'\n    command: [\"{command}\"]\n  worker:";
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("  worker:", Setup(Shop.Idle)));
        await shop.StartAsync();
        var before = await shop.InspectAsync();
        before.Services.Single(service => service.Service == "setup").WasRunning.Should().BeTrue();
        var stopping = shop.Context(before, new StopServices { Id = "stop" });
        var stop = new StopServicesHandler(lab.Engine, [shop.Probe]);
        await stop.SucceedAsync(stopping);
        await shop.Compose.DownAsync(shop.Project, CancellationToken.None);
        shop.Write("compose.yml", Shop.File("2.0.0").Replace("  worker:", Setup("true")));

        await Handler(shop).SucceedAsync(shop.Context(before, _all, _switch));

        (await shop.InspectAsync()).Services.Single(service => service.Service == "setup").HasDoneItsTask.Should().BeTrue();
        (await stop.UndoAsync(stopping)).Should().StartWith("4 containers started again");
    }

    [Fact]
    public async Task Missing_image_and_missing_volume_are_found_before_anything_starts()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await shop.Compose.DownAsync(shop.Project, CancellationToken.None);

        shop.Write("compose.yml", Shop.File("2.0.0").Replace("hopguard-lab/busybox", "hopguard-test/none:1"));
        (await Handler(shop).FailAsync(shop.Context(before, _all, _switch))).Should().Be("Image 'hopguard-test/none:1' of service 'db' is not on the engine");

        shop.Write("compose.yml", Shop.File("2.0.0"));
        await lab.Engine.RemoveVolumeAsync(shop.Volume("db"), CancellationToken.None);
        (await Handler(shop).FailAsync(shop.Context(before, _all, _switch))).Should().Contain("does not exist, and compose would make an empty one");
    }

    [Fact]
    public async Task Version_that_does_not_come_up_fails_when_the_start_up_time_out_ends()
    {
        await using var shop = await Shop.StartAsync(lab);
        shop.Options = shop.Options with { StartupTimeout = TimeSpan.FromSeconds(2) };
        var context = shop.Context(await shop.InspectAsync(), new VerifyVersion { Id = "v", Expect = ReleaseVersion.Parse("2.0.0") });

        (await new VerifyVersionHandler(lab.Engine, shop.Compose, shop.Deployment).FailAsync(context)).Should().Be("Version 2.0.0 was expected, but version 1.0.0 answers");
    }

    [Fact]
    public async Task File_that_came_into_an_archived_volume_stops_the_start_of_the_target_and_stays()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await lab.ShellAsync(shop.Volume("media"), "mkdir jobs; echo image > jobs/picture; echo other > other");
        await shop.Compose.DownAsync(shop.Project, CancellationToken.None);
        var archive = new BackUpVolumes { Id = "backup", Stores = [Name.Of("media")], As = Name.Of("volumes") };
        await new BackUpVolumesHandler(lab.Engine, shop.Freshness).SucceedAsync(shop.Context(before, archive));
        shop.Write("compose.yml", Shop.File("2.0.0"));
        var database = new StartServices { Id = "start-database", Only = [Name.Of("db")] };
        await Handler(shop).SucceedAsync(shop.Context(before, database, archive, _switch));
        await lab.ShellAsync(shop.Volume("media"), "printf IMAGE > jobs/picture; touch -d '2020-01-01' jobs/picture; mv other renamed");
        var context = shop.Context(before, _all, archive, _switch, database);

        const string changed = "'media/jobs/picture', 'media/other', 'media/renamed' changed after copy 'volumes' was taken";
        IStepHandler taking = new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        (await taking.GuardResumeAsync(archive, context, CancellationToken.None))!.What.Should().Be(changed, "whoever goes on with the run learns it at once");
        (await Handler(shop).FailAsync(context)).Should().Be(changed);

        (await shop.FindAsync("server")).Should().BeNull();
        (await new BackUpVolumesHandler(lab.Engine, shop.Freshness).UndoAsync(shop.Context(before, archive, _switch, database, _all))).Should().StartWith("no other version has touched the volumes");
        (await lab.ShellAsync(shop.Volume("media"), "cat jobs/picture")).Should().Be("IMAGE");
    }

    [Fact]
    public async Task Untouched_volumes_let_the_target_start_and_its_work_counts_as_its_own_from_then_on()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await lab.ShellAsync(shop.Volume("media"), "echo image > picture");
        await shop.Compose.DownAsync(shop.Project, CancellationToken.None);
        var archive = new BackUpVolumes { Id = "backup", Stores = [Name.Of("media")], As = Name.Of("volumes") };
        await new BackUpVolumesHandler(lab.Engine, shop.Freshness).SucceedAsync(shop.Context(before, archive));
        shop.Write("compose.yml", Shop.File("2.0.0"));
        var context = shop.Context(before, _all, archive, _switch);

        await Handler(shop).SucceedAsync(context);
        await lab.ShellAsync(shop.Volume("media"), "echo new > new");
        await Handler(shop).SucceedAsync(context);
        IStepHandler taking = new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        (await taking.GuardResumeAsync(archive, context, CancellationToken.None)).Should().BeNull("the target has begun its work on the volume");
        await Handler(shop).UndoAsync(context);

        (await new BackUpVolumesHandler(lab.Engine, shop.Freshness).UndoAsync(shop.Context(before, archive))).Should().Contain("was restored from copy 'volumes'");
    }

    [Fact]
    public async Task What_does_not_run_is_not_accepted()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        shop.Write("compose.yml", Shop.File("2.0.0"));
        await shop.Compose.UpAsync(shop.Project, [], start: true, withDependencies: true, CancellationToken.None);
        shop.Options = shop.Options with { Accept = true };
        var (handler, context) = (new AcceptHandler(lab.Engine, shop.Compose, shop.Deployment), shop.Context(before, new Accept { Id = "accept" }));
        await lab.Engine.StopAsync(shop.Container("server"), TimeSpan.FromSeconds(1), CancellationToken.None);

        (await handler.FailAsync(context)).Should().Be($"Version 2.0.0 is not accepted: service 'server' does not run, its container '{shop.Container("server")}' is exited");

        await lab.Engine.StartAsync(shop.Container("server"), CancellationToken.None);
        (await handler.SucceedAsync(context)).Should().StartWith("accepted by ");
    }

    [Fact]
    public async Task A_service_of_which_the_files_ask_for_no_container_is_neither_waited_for_nor_missed()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml", "override.yml"]);
        shop.Write("compose.yml", Shop.File("2.0.0"));
        shop.Write("override.yml", "services: { worker: { scale: 0 } }");
        await shop.StartAsync();
        shop.Options = shop.Options with { Accept = true, StartupTimeout = TimeSpan.FromSeconds(10) };
        var accepted = shop.Context(shop.Snapshot(), new Accept { Id = "accept" });

        (await new VerifyVersionHandler(lab.Engine, shop.Compose, shop.Deployment).SucceedAsync(shop.Context(shop.Snapshot(), new VerifyVersion { Id = "v", Expect = ReleaseVersion.Parse("2.0.0") }))).Should().Be("version 2.0.0 answers, 2 services up");
        (await new AcceptHandler(lab.Engine, shop.Compose, shop.Deployment).SucceedAsync(accepted)).Should().StartWith("accepted by ");

        shop.Write("override.yml", "services: { worker: { scale: 1 } }");
        (await new AcceptHandler(lab.Engine, shop.Compose, shop.Deployment).FailAsync(accepted)).Should().Be("Version 2.0.0 is not accepted: service 'worker' has no container");
    }

    private StartServicesHandler Handler(Shop shop) => new(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness);
}
