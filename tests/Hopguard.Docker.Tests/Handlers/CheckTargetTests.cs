using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Evidence;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(DockerLabCollection))]
public sealed class CheckTargetTests(DockerLab lab)
{
    private readonly FetchSource _fetch = new() { Id = "fetch", Archive = Name.Of("x"), As = Name.Of("new") };

    [Fact]
    public async Task Fitting_target_passes_with_the_operators_own_settings_file()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Write(".env", "SHOP_SECRET=hello");

        (await CheckAsync(shop, Target(), required: "SHOP_SECRET")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_that_the_operator_asks_no_container_of_hinders_nothing()
    {
        await using var shop = await Shop.BorrowAsync(lab);

        (await CheckAsync(shop, Target().Replace("  worker:", "  worker:\n    scale: 0"))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("volumes: { db: , media: }", "volumes: { db: , media: { name: other } }", "*store 'media' is on volume '*_media', but the target's compose files would use 'other'*")]
    [InlineData("services:", "name: other\nservices:", "*names project 'other'*")]
    [InlineData("volumes: [media:/media]", "volumes: [media:/media, /nowhere/certs:/certs]", "*mounts '/nowhere/certs', which does not exist*")]
    [InlineData("  worker:", "  renamed:", "service 'worker' of release 2.0.0 is in none of the target's compose files")]
    [InlineData("hopguard-lab/busybox", "postgres:10-alpine", "*image 'postgres:10-alpine' instead of PostgreSQL 15*")]
    [InlineData("hopguard-lab/busybox", "postgres:15-alpine", "service 'db' of the target mounts store 'database' at '/data', where image 'postgres:15-alpine' does not keep its data (mount it at '/var/lib/postgresql/data' in the compose files, or set 'PGDATA' of the service to '/data')")]
    [InlineData("hopguard-lab/busybox", "postgres:18-alpine\n    environment: { PGDATA: /data/18 }", "service 'db' of the target would run image 'postgres:18-alpine' instead of PostgreSQL 15")]
    [InlineData("  server:", "  server:\n    scale: 0", "service 'server' of the target is to have no container, and it is asked which version runs (take 'scale: 0' or 'replicas: 0' of it out of the compose files)")]
    [InlineData("  db:", "  db:\n    deploy: { replicas: 0 }", "service 'db' of the target is to have no container, and it serves store 'database' (take 'scale: 0' or 'replicas: 0' of it out of the compose files)")]
    [InlineData("SHOP_VERSION:-v2.0.0", "SHOP_VERSION:-v1.0.0", "*image 'hopguard-test/server:v1.0.0' instead of one of version 2.0.0*")]
    [InlineData("  worker:", "  worker:\n    container_name: hopguard-taken", "container name 'hopguard-taken' of service 'worker' is taken by a container of no project")]
    public async Task Target_that_does_not_fit_is_refused(string from, string to, string problem)
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var taken = await lab.Engine.StartNewAsync(new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Name = to.Contains("taken") ? "hopguard-taken" : null, Command = ["sleep", "60"] }, CancellationToken.None);

        (await CheckAsync(shop, Target().Replace(from, to))).Should().Match(problem);

        await lab.Engine.RemoveContainerAsync(taken.Id, CancellationToken.None);
    }

    [Fact]
    public async Task Name_that_compose_would_make_up_is_taken()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        await lab.Lab.DockerAsync("create", "--name", $"{shop.Name}-more-1", DockerLab.Busybox, "true");

        (await CheckAsync(shop, Target().Replace("  worker:", "  more: { image: hopguard-lab/busybox }\n  worker:")))
            .Should().Be($"container name '{shop.Name}-more-1' of service 'more' is taken by a container of no project");

        await lab.Engine.RemoveContainerAsync($"{shop.Name}-more-1", CancellationToken.None);
    }

    [Fact]
    public async Task Ports_that_others_hold_are_named_and_those_of_the_version_that_runs_are_not()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        var (own, foreign, program) = (Free(), Free(), new TcpListener(IPAddress.Loopback, 0));
        program.Start();
        var held = ((IPEndPoint)program.LocalEndpoint).Port;
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("  worker:", $"  worker:\n    ports: ['127.0.0.1:{own}:80']"));
        await shop.StartAsync();
        await lab.Lab.DockerAsync("run", "--detach", "--name", $"{shop.Name}-stranger", "--publish", $"127.0.0.1:{foreign}:80", DockerLab.Busybox, "sleep", "60");

        var problem = await CheckAsync(shop, Target().Replace("  worker:", $"  worker:\n    ports: ['127.0.0.1:{own}:80', '127.0.0.1:{foreign}:81', '127.0.0.1:{held}:82', '83']"));

        problem.Should().Be($"port {foreign}/tcp of service 'worker' is published by container '{shop.Name}-stranger'; port {held}/tcp of service 'worker' is in use by another program on this host");
        program.Stop();
        await lab.Engine.RemoveContainerAsync($"{shop.Name}-stranger", CancellationToken.None);
    }

    [Fact]
    public async Task What_the_servers_of_stores_and_later_steps_refuse_is_told_as_well()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Probe.FindUnusableAsync(shop.Container("db"), Arg.Is<ComposeService>(service => service.Name == "db"), Arg.Any<CancellationToken>()).Returns(["user 'shop' is unknown"]);
        var dump = new DumpDatabase { Id = "dump", Store = Name.Of("database"), As = Name.Of("dump") };

        shop.Foreseen = ["folder 'x' exists already"];

        (await CheckAsync(shop, Target(), others: dump)).Should().Be("user 'shop' is unknown; folder 'x' exists already");
    }

    [Fact]
    public async Task What_was_set_on_a_server_that_another_takes_the_place_of_is_told()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Probe.FindOwnSettingsAsync(shop.Container("db"), Arg.Any<CancellationToken>()).Returns(["'max_connections'"]);

        (await CheckAsync(shop, Target(), others: new PromoteVolume { Id = "promote", Trial = Name.Of("trial"), To = Name.Of("database") })).Should().BeEmpty();

        shop.Warned.Should().ContainSingle(line => line.StartsWith("the server of store", StringComparison.Ordinal)).Which.Should().Be("the server of store 'database' has settings of its own, and the new one begins without them; set them again when it runs: 'max_connections'");
    }

    [Fact]
    public async Task Networks_and_volumes_of_somebody_else_that_are_missing_are_named()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        await using var there = await lab.VolumeAsync();
        var network = $"{shop.Name}-proxy";
        var target = Target().Replace("  worker:", $"  worker:\n    networks: [default, missing, there]").Replace("volumes: [media:/media]\n    depends_on", "volumes: [media:/media, lost:/lost, there:/there]\n    depends_on")
            .Replace("volumes: { db: , media: }", $$"""
            volumes: { db: , media: , lost: { external: true, name: {{shop.Name}}-lost }, there: { external: true, name: {{there.Name}} }, unused: { external: true } }
            networks: { missing: { external: true, name: {{shop.Name}}-missing }, there: { external: true, name: {{network}} }, unused: { external: true } }
            """);
        await lab.Lab.DockerAsync("network", "create", network);

        var problem = await CheckAsync(shop, target);

        await lab.Lab.DockerAsync("network", "rm", network);
        problem.Split("; ").Should().Equal(
            $"network '{shop.Name}-missing' is external in the target's compose files and does not exist (docker network create {shop.Name}-missing)",
            $"volume '{shop.Name}-lost' is external in the target's compose files and does not exist (docker volume create {shop.Name}-lost, if it is to begin empty)");
    }

    [Fact]
    public async Task Files_of_the_target_are_shown_to_who_asks_its_servers_where_they_can_be_read_now()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var mounts = new List<ContainerMount>();
        shop.Probe.FindUnusableAsync(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            mounts.AddRange(call.Arg<ComposeService>().Mounts);
            return [];
        });
        var dump = new DumpDatabase { Id = "dump", Store = Name.Of("database"), As = Name.Of("dump") };
        shop.Fetch(("secrets/password", "secret"));

        (await CheckAsync(shop, Target().Replace("    volumes: [db:/data]", "    volumes: [db:/data]\n    secrets: [password]") + "\nsecrets: { password: { file: ./secrets/password } }", others: dump)).Should().BeEmpty();

        File.ReadAllText(mounts.Single(mount => mount.Target == "/run/secrets/password").Source).Should().Be("secret");
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Fact]
    public async Task Missing_setting_and_all_other_problems_are_reported_at_once()
    {
        await using var shop = await Shop.BorrowAsync(lab);

        (await CheckAsync(shop, "name: other\n" + Target(), required: "SHOP_SECRET")).Should().Match("*names project 'other'*; required setting 'SHOP_SECRET' is missing*");
    }

    [Fact]
    public async Task What_was_exported_when_containers_were_started_and_stands_nowhere_is_named()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Environment["GREETING"] = "exported once";
        await shop.StartAsync();
        shop.Environment.Remove("GREETING");

        (await CheckAsync(shop, Target())).Should().Match($"container '{shop.Container("server")}' had other values of 'GREETING' when it was started than*: export what was exported then, or write it into '*.env', or take what was edited since into use with 'docker compose -p {shop.Name} --project-directory {shop.Folder} -f {shop.Folder}/compose.yml up -d'");

        shop.Write(".env", "GREETING=exported once");
        (await CheckAsync(shop, Target())).Should().BeEmpty();
    }

    [Fact]
    public async Task What_contradicts_env_is_told_once_for_all_containers_with_the_command_that_takes_it_away()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("  worker:\n", "  worker:\n    environment: { HAIL: \"${GREETING:-none}\" }\n    labels: { hail: \"${GREETING:-none}\" }\n"));
        shop.Write(".env", "GREETING=written");
        await shop.StartAsync();
        shop.Environment["GREETING"] = "exported";

        (await CheckAsync(shop, Target())).Should().Contain(
            $"container '{shop.Container("server")}', '{shop.Container("worker")}' had other values of 'GREETING', 'HAIL', 'hail' when it was started than this shell gives now, "
            + $"which exports 'GREETING' otherwise than '{shop.Folder}/.env' says: type 'unset GREETING', or write what is to hold into that file");

        shop.Environment.Remove("GREETING");
        (await CheckAsync(shop, Target())).Should().NotContain("had other values");
    }

    // 'up' in such a shell would leave them without: where a service is told no server any more it may find another one.
    [Fact]
    public async Task A_value_that_only_the_shell_had_is_to_be_exported_again_and_nothing_is_to_be_started_without()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("${GREETING:-none}\" }", "x\", SHOP_HOST: }").Replace("  worker:\n", "  worker:\n    environment: [SHOP_HOST]\n"));
        shop.Environment["SHOP_HOST"] = "example.org";
        await shop.StartAsync();
        (await CheckAsync(shop, Target())).Should().NotContain("had", "this shell has it");
        shop.Environment.Remove("SHOP_HOST");

        (await CheckAsync(shop, Target())).Should().Contain($"container '{shop.Container("server")}', '{shop.Container("worker")}' had values of 'SHOP_HOST' when it was started that neither this shell nor '.env' has now: "
            + $"export them as they were then, or write them into '{shop.Folder}/.env'").And.NotContain("up -d");

        shop.Write(".env", "SHOP_HOST=example.org");
        (await CheckAsync(shop, Target())).Should().NotContain("had");
    }

    [Theory]
    [InlineData("secrets: { key: { environment: SHOP_KEY } }", "secrets: [key]")]
    [InlineData("configs: { key: { environment: SHOP_KEY } }", "configs: [{ source: key, target: /etc/key }]")]
    public async Task A_variable_that_a_secret_is_made_of_is_missed_before_the_container_is_made(string given, string used)
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var target = Target().Replace("  worker:", $"  worker:\n    {used}", StringComparison.Ordinal) + "\n" + given;

        (await CheckAsync(shop, target)).Should().Be($"variable 'SHOP_KEY', of which compose makes a secret of the services, is neither exported in this shell nor set in '.env': export it, or write it into '{shop.Folder}/.env'");

        shop.Environment["SHOP_KEY"] = "geheim";
        (await CheckAsync(shop, target)).Should().BeEmpty();
        shop.Environment.Remove("SHOP_KEY");
        shop.Write(".env", "SHOP_KEY=");
        (await CheckAsync(shop, target)).Should().BeEmpty("compose makes an empty one");
    }

    [Fact]
    public async Task Settings_of_another_file_are_named_and_what_is_typed_then_puts_them_where_they_are_read()
    {
        await using var shop = await Shop.StartAsync(lab);
        shop.Write("production.env", "GREETING=of production");
        shop.Write(".env", "GREETING=not in use");
        await lab.Lab.Command(["compose", "-p", shop.Name, "--project-directory", shop.Folder, "-f", Path.Combine(shop.Folder, "compose.yml"), "--env-file", Path.Combine(shop.Folder, "production.env"), "up", "--detach"]).RunAsync();

        var problem = await CheckAsync(shop, Target());
        problem.Should().StartWith($"the deployment was started with the settings of '{shop.Folder}/production.env' (--env-file)");

        await new LabCommand("sh", "-c", Regex.Match(problem, "type '(.+)'").Groups[1].Value).RunAsync();
        (await CheckAsync(shop, Target())).Should().BeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(shop.Folder, ".env.~1~"))).Should().Contain("not in use");
    }

    [Fact]
    public async Task A_leftover_container_is_named_with_the_command_that_removes_it()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("  worker:", "  other:"));

        (await CheckAsync(shop, Target())).Should().Contain(
            $"container '{shop.Container("worker")}' belongs to the project, but its service 'worker' is in none of its compose files: type 'docker rm -f {shop.Container("worker")}' if it is not wanted any more, "
            + "or name the compose file that has it with --compose-files");
    }

    [Fact]
    public async Task An_option_that_leaves_an_overlay_out_is_named_with_its_right_value()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml", "tls.yml"]);
        await shop.TagAsync();
        shop.Write("tls.yml", "services: { server: { environment: { EMAIL: me@example.org, GREETING: tls } }, more: { image: hopguard-lab/busybox, command: [sleep, '600'], stop_grace_period: 0s } }");
        await shop.Compose.UpAsync(shop.Project, [], start: true, withDependencies: true, CancellationToken.None);
        shop.Options = shop.Options with { ComposeFiles = ["compose.yml"] };

        var problem = await CheckAsync(shop, Target());

        problem.Should().Contain($"--compose-files names compose.yml, but '{shop.Container("db")}', '{shop.Container("more")}', '{shop.Container("server")}', '{shop.Container("worker")}' runs from other compose files: give --compose-files=compose.yml,tls.yml");
        problem.Should().NotContainAny("up -d", "docker rm", "was exported");

        shop.Options = shop.Options with { ComposeFiles = ["./compose.yml", Path.Combine(shop.Folder, "tls.yml"), "new.yml"] };
        shop.Write("new.yml", "services: { server: { environment: { GREETING: new } } }");
        (await CheckAsync(shop, Target())).Should().Contain("had other values of 'GREETING'").And.Contain($"-f {Path.Combine(shop.Folder, "new.yml")} up -d'").And.NotContain("runs from other");
    }

    [Fact]
    public async Task What_says_the_targets_version_is_there_before_anything_is_stopped()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Known = ReadOtherwise(Shop.Application.Version with { Request = new ProbeRequest(8080, "/about.json", new ProbeHeader("X-Token", null, "SHOP_TOKEN")) });
        (await CheckAsync(shop, Target())).Should().Be(
            $"header 'X-Token' of the request for the target's version has no value: export SHOP_TOKEN, or add it to '{shop.Folder}/.env'");
        shop.Environment["SHOP_TOKEN"] = "set";
        (await CheckAsync(shop, Target())).Should().BeEmpty();

        shop.Known = ReadOtherwise(new VersionProbe("server", new VersionSource.ImageLabel("of.nobody"), null));
        (await CheckAsync(shop, Target())).Should().Be("image 'hopguard-test/server:v2.0.0' of the target has no label 'of.nobody', which is to say its version: correct 'version' in 'shop.yaml'");
        shop.Known = ReadOtherwise(new VersionProbe("server", new VersionSource.ImageLabel(LabImage.Label), null));
        (await CheckAsync(shop, Target())).Should().Be($"label '{LabImage.Label}' of image 'hopguard-test/server:v2.0.0' says 'image', not version 2.0.0: look for a tag that names another image");

        shop.Options = shop.Options with { BuildImages = true };
        (await CheckAsync(shop, Target().Replace("  server:\n", "  server:\n    build: .\n", StringComparison.Ordinal))).Should().BeEmpty("another one is built in its place");
    }

    [Fact]
    public async Task An_image_on_another_base_is_not_given_the_data_folder_and_a_restored_dump_is()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var (other, before) = ("hopguard-test/server:v2.0.0", await shop.InspectAsync());
        shop.Probe.FindChangedBaseAsync(shop.Container("db"), other, Arg.Any<ContainerOwner>(), Arg.Any<CancellationToken>()).Returns(new ChangedBase("glibc 2.31", "glibc 2.36"));
        var target = Target().Replace("image: hopguard-lab/busybox", $"image: {other}", StringComparison.Ordinal);
        var refusal = $"the data folder of store 'database' is of glibc 2.31, and image '{other}' of the target would serve it with glibc 2.36: indexes would miss rows and accept duplicates "
            + $"(keep the image that runs with 'docker tag {before.Services.Single(service => service.Service == "db").ImageId} {other}', or use a plan that restores the dump into a trial and promotes that)";

        (await CheckAsync(shop, Target())).Should().BeEmpty("the same image serves it");
        (await CheckAsync(shop, target)).Should().Be(refusal);
        shop.Write("compose.yml", target);
        var pull = new PullImagesHandler(lab.Engine, shop.Compose, [shop.Probe]);
        await Remedies.LeadsOutAsync(
            () => pull.DoAsync(shop.Context(before, new PullImages { Id = "pull" })), refusal, "Nothing was changed; correct this and run the same command again",
            () => shop.Write("compose.yml", Target()));
        shop.Write("compose.yml", Shop.File("1.0.0"));

        (await CheckAsync(shop, target, required: null, new PromoteVolume { Id = "promote", Trial = Name.Of("trial"), To = Name.Of("database") })).Should().BeEmpty();
        shop.Log.Should().Contain("Store 'database' goes from glibc 2.31 to glibc 2.36: its dump is restored, which builds every index anew");
    }

    [Fact]
    public async Task A_target_that_connects_to_another_server_than_the_stores_is_refused()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Known = Shop.WithConnection;
        shop.Write(".env", "DATABASE=db.example.org\n");

        (await CheckAsync(shop, Target().Replace("{ GREETING:", "{ DB_HOST: \"${DATABASE}\", GREETING:", StringComparison.Ordinal))).Should().Contain(
            "service 'server' of the target connects to 'db.example.org:5432' (DB_HOST), and store 'database' is the server of service 'db', so the new version would start on another database "
            + "(set 'DB_HOST' to 'db', or leave out the compose file that sets it)");

        foreach (var own in new[] { "db", "the-database", "elephant" })
            (await CheckAsync(shop, OwnNames().Replace("{ GREETING:", $"{{ DB_HOST: {own}, GREETING:", StringComparison.Ordinal))).Should().BeEmpty($"'{own}' is the store's server");

        static string OwnNames() => Target().Replace("volumes: [db:/data]", "volumes: [db:/data]\n    hostname: elephant\n    networks: { default: { aliases: [the-database] } }", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_services_of_the_target_are_told_of_a_store_is_held_against_its_server()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var stores = Shop.WithConnection.Stores;
        shop.Known = Shop.WithConnection with
        {
            Stores = stores.SetItem("database", stores["database"] with { Connection = stores["database"].Connection! with { Password = Name.Of("DB_PASSWORD") } }),
        };
        shop.Probe.FindRefusedAsync(shop.Container("db"), Arg.Is<IReadOnlyList<StoreLogin>>(logins => logins.Single().User == "app" && logins[0].Password == "new $1" && logins[0].Database == null), null, Arg.Any<CancellationToken>())
            .Returns(["service 'server' has another password"]);

        (await CheckAsync(shop, Told("db"))).Should().Be("service 'server' has another password");
        (await CheckAsync(shop, Told("elsewhere"))).Should().NotContain("another password");

        static string Told(string host) => Target().Replace("{ GREETING:", $"{{ DB_HOST: {host}, DB_USER: app, DB_PASSWORD: 'new $$1', GREETING:", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_stop_a_migration_is_asked_before_anything_is_stopped()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var crossed = Shop.Application.Releases[1] with { Before = [new("tell the users", "利用者に知らせる")], Checks = [Asks("twins", warns: false), Asks("orphans", warns: true), Asks("strangers", warns: false)] };
        shop.Known = Shop.Application with { Releases = [Shop.Application.Releases[0], crossed] };
        Finds("twins", [["7", "a.png"], ["8", "b.png"]]);
        Finds("orphans", [["9"]]);
        Finds("strangers", null);

        (await CheckAsync(shop, Target())).Should().Be("before 2.0.0: twins: 2 rows: (7, a.png), (8, b.png) (remove twins)");

        shop.Log.Should().Contain("before 2.0.0: tell the users")
            .And.Contain("before 2.0.0: strangers: cannot be known, since version 1.0.0 has no such tables or columns yet");
        shop.Warned.Should().Contain("before 2.0.0: orphans: 1 row: (9) (remove orphans)").And.NotContain(line => line.Contains("tell the users", StringComparison.Ordinal));
        Finds("twins", [.. Enumerable.Range(1, 21).Select(number => (IReadOnlyList<string>)[$"{number}"])]);
        (await CheckAsync(shop, Target())).Should().Match("before 2.0.0: twins: more than 20 rows: (1), *, (20), … (remove twins)");
        Finds("twins", []);
        (await CheckAsync(shop, Target())).Should().BeEmpty();

        void Finds(string what, IReadOnlyList<IReadOnlyList<string>>? rows) =>
            shop.Probe.FindRowsAsync(shop.Container("db"), "shop", $"SELECT * FROM {what}", Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(rows);

        static CrossingCheck Asks(string what, bool warns) => new(new(what, what), "database", "shop", $"SELECT * FROM {what}", new($"remove {what}", what), warns, default);
    }

    private static Application ReadOtherwise(VersionProbe newer) => Shop.Application with { Releases = [Shop.Application.Releases[0], Shop.Application.Releases[1] with { Probe = newer }] };

    private static string Target() => Shop.File("2.0.0");

    private async Task<string> CheckAsync(Shop shop, string target, string? required = null, params Step[] others)
    {
        var context = shop.Context(await shop.InspectAsync(), new CheckTarget { Id = "check" }, [_fetch, .. others]);
        if (required is not null)
            context = shop.Context(context.Before, new CheckTarget { Id = "check" }, plan => plan with { RequiredSettings = [Name.Of(required)] }, _fetch);

        Directory.CreateDirectory(context.Folder.Source("new"));
        await File.WriteAllTextAsync(Path.Combine(context.Folder.Source("new"), "compose.yml"), target);
        context.Evidence.Save(SourceEvidence.FileName("new"), new SourceEvidence("new", context.Folder.Source("new"), "test", ""));
        var outcome = await new CheckTargetHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Settings).DoAsync(context);
        return outcome is Engine.Steps.StepOutcome.Failed failed ? failed.What : "";
    }
}
