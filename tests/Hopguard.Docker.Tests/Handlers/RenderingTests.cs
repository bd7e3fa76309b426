using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Targets;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>What the target's project is before the switch must be what it is after it, whatever the operator added. Compose is the real one; no container is needed.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class RenderingTests(DockerLab lab)
{
    private readonly FetchSource _fetch = new() { Id = "fetch", Archive = Name.Of("x"), As = Name.Of("new") };
    private readonly SwitchSource _switch = new() { Id = "switch", To = Name.Of("new"), KeepAs = Name.Of("old") };

    [Fact]
    public async Task What_is_rendered_before_the_switch_is_what_is_rendered_after_it()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml", "extra/tls.yml", "compose.override.yml", "../common.yml"]);
        Directory.CreateDirectory(Path.Combine(shop.Folder, "extra"));
        shop.Write(".env", "GREETING=from the settings\nACME_EMAIL=operator@example.org\nWHERE=settings");
        shop.Write("extra/tls.yml", "services: { server: { environment: { EMAIL: '${ACME_EMAIL:?say who}' } } }");
        shop.Write("compose.override.yml", """
            services:
              server:
                env_file: [./settings/server.env, './${WHERE}/by-variable.env']
                volumes: ['./share:/share', '../outside:/outside', '/usr/share/doc:/doc:ro']
                secrets: [key]
              worker: { extends: { file: ./base.yml, service: base } }
            secrets: { key: { file: ./certs/key.pem } }
            """);
        shop.Write("base.yml", "services: { base: { environment: { BASE: operator } } }");
        shop.Write("../common.yml", "services: { worker: { environment: { COMMON: 'yes' } } }");
        foreach (var (file, text) in new[] { ("settings/server.env", "ONE=1"), ("settings/by-variable.env", "TWO=2"), ("share/scan", "scan"), ("certs/key.pem", "key") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(shop.Folder, file))!);
            shop.Write(file, text);
        }

        shop.Fetch(("compose.yml", Shop.File("2.0.0")), (".env", "GREETING=of the release"), ("settings/default.env", "X=1"));
        var context = shop.Context(shop.Snapshot(), _switch, _fetch);

        // As a process that was killed leaves one.
        Directory.CreateDirectory($"{shop.Folder}.hopguard-{shop.Name}.1-dead");

        var before = await TargetRendering.RenderAsync(shop.Compose, context, CancellationToken.None);
        (await new SwitchSourceHandler(shop.Compose).DoAsync(context)).Should().BeOfType<StepOutcome.Done>();
        var after = await shop.Compose.ConfigAsync(TargetProject.At(new Accept { Id = "later" }, context), CancellationToken.None);

        before.Configuration.Should().BeEquivalentTo(after);
        var server = after.Services["server"];
        server.Environment.Should().Contain("GREETING", "from the settings").And.Contain("EMAIL", "operator@example.org").And.Contain("ONE", "1").And.Contain("TWO", "2");
        after.Services["worker"].Environment.Should().Contain("BASE", "operator").And.Contain("COMMON", "yes");
        server.Mounts.Select(mount => mount.Source).Should().Contain([Path.Combine(shop.Folder, "share"), Path.GetFullPath(Path.Combine(shop.Folder, "../outside")), "/usr/share/doc"]);
        before.Carried.Moves.Should().Equal("certs/key.pem", "share");
        server.Mounts.Should().Contain(new ContainerMount("bind", Path.Combine(shop.Folder, "certs/key.pem"), "/run/secrets/key", ReadOnly: true));
        (await File.ReadAllTextAsync(Path.Combine(shop.Folder, "share/scan"))).Should().Be("scan");
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(shop.Folder)!, "shop.hopguard-*").Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_rendered_before_steps_write_into_files_is_what_is_rendered_after_it()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml", "own.yml"]);
        shop.Write("own.yml", "# ours\r\nservices: { worker: { image: 'hopguard-lab/busybox:1' } } # pinned");
        shop.Write(".env", "GREETING='hello # there' # all\r\nexport SHOP_VERSION=\"v1.0.0\" # wait");
        var images = new SetImageTag { Id = "images", Services = [Name.Of("worker")], Tag = Name.Of("2") };
        var setting = new SetSetting { Id = "setting", Setting = Name.Of("SHOP_VERSION"), Value = Name.Of("v2.0.0") };
        var context = shop.Context(shop.Snapshot(), setting, images);

        var before = await TargetRendering.RenderAsync(shop.Compose, context, CancellationToken.None);
        File.ReadAllText(Path.Combine(shop.Folder, ".env")).Should().Contain("v1.0.0");
        await new SetImageTagHandler().SucceedAsync(shop.Context(shop.Snapshot(), images));
        await new SetSettingHandler().SucceedAsync(context);
        var after = await shop.Compose.ConfigAsync(TargetProject.At(new Accept { Id = "later" }, context), CancellationToken.None);

        before.Configuration.Should().BeEquivalentTo(after);
        after.Services["server"].Should().Match<Hopguard.Containers.Ports.ComposeService>(server => server.Image == "hopguard-test/server:v2.0.0" && server.Environment["GREETING"] == "hello # there");
        after.Services["worker"].Image.Should().Be("hopguard-lab/busybox:2");
        File.ReadAllText(Path.Combine(shop.Folder, "own.yml")).Should().Be("# ours\r\nservices: { worker: { image: 'hopguard-lab/busybox:2' } } # pinned");
        File.ReadAllText(Path.Combine(shop.Folder, ".env")).Should().Be("GREETING='hello # there' # all\r\nexport SHOP_VERSION=v2.0.0 # wait");
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(shop.Folder)!, "shop.hopguard-*").Should().BeEmpty();
    }

    [Fact]
    public async Task Both_versions_are_rendered_with_what_the_operator_exported()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml", "profile.yml"]);
        shop.Write("profile.yml", "services: { extra: { image: hopguard-lab/busybox, profiles: [more], environment: { IN: '$PWD' } } }");
        shop.Fetch(("compose.yml", Shop.File("2.0.0")));
        (shop.Environment["COMPOSE_PROFILES"], shop.Environment["GREETING"], shop.Environment["PWD"]) = ("more", "exported", "/elsewhere");
        shop.Options = shop.Options with { ComposeFiles = [Path.Combine(shop.Folder, "compose.yml"), "./profile.yml"] };
        var context = shop.Context(shop.Snapshot(), _switch, _fetch);

        var target = (await TargetRendering.RenderAsync(shop.Compose, context, CancellationToken.None)).Configuration;

        target.Services["server"].Should().Match<Hopguard.Containers.Ports.ComposeService>(server => server.Image == "hopguard-test/server:v2.0.0" && server.Environment["GREETING"] == "exported");
        target.Services["extra"].Environment.Should().Contain("IN", shop.Folder);
        (await shop.Compose.ConfigAsync(context.Before.Compose(), CancellationToken.None)).Services.Should().ContainKey("extra");
    }

    [Fact]
    public async Task An_exported_version_is_not_advised_where_it_would_not_be_used()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", "services: { app: { image: 'app:${TAG:?which}' } }");
        shop.Environment["TAG"] = "v1";

        var error = await shop.Invoking(it => it.Compose.ConfigAsync(it.Project, CancellationToken.None)).Should().ThrowAsync<HopguardException>();

        error.Which.Remedy.Should().Be($"Add 'TAG=…' to '{Path.Combine(shop.Folder, ".env")}'; an exported value is not used, since it chooses an image");
        shop.Write(".env", "TAG=v1");
        (await shop.Compose.ConfigAsync(shop.Project, CancellationToken.None)).Services["app"].Image.Should().Be("app:v1");
    }

    [Fact]
    public async Task An_edit_of_the_releases_own_file_is_named_until_an_override_repeats_it()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        await CommitAsync(shop);
        shop.Write("compose.yml", "# ours\n" + Shop.File("1.0.0").Replace("\"${GREETING:-none}\"", "'example.org'"));
        shop.Fetch(("compose.yml", Shop.File("2.0.0")));

        var problem = (await EditsAsync(shop)).Problems.Single();
        problem.Should().Match("'compose.yml' (lines 1, 12) of the installed release was edited, and the new release's own has not: services.server.environment.GREETING (put that into *");
        problem.Should().Contain("--compose-files=compose.yml,docker-compose.override.yml").And.NotContain("example.org");

        shop.Options = shop.Options with { DropEdits = true };
        (await EditsAsync(shop)).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Single().Contains("left behind"));

        shop.Options = shop.Options with { DropEdits = false, ComposeFiles = ["compose.yml", "docker-compose.override.yml"] };
        shop.Write("docker-compose.override.yml", "services: { server: { environment: { GREETING: 'example.org' } } }");
        (await EditsAsync(shop)).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Count == 0);
    }

    [Fact]
    public async Task A_comment_is_no_edit_and_an_unknown_release_is_told()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", "# ours\n" + Shop.File("1.0.0").Replace("\"${GREETING:-none}\"", "'example.org'"));
        shop.Fetch(("compose.yml", Shop.File("2.0.0")));

        (await EditsAsync(shop)).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Single().Contains(": service 'server' sets variable 'GREETING' to another value than the new release's compose files; service 'server' has 'command' otherwise than the new release's compose files (repeat yours"));

        shop.Write("compose.yml", Shop.File("1.0.0"));
        await CommitAsync(shop);
        shop.Write("compose.yml", "# ours\n" + Shop.File("1.0.0"));
        (await EditsAsync(shop)).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Count == 0);
    }

    [Fact]
    public async Task What_the_new_version_would_lack_is_named_where_the_releases_own_files_are_not_at_hand()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("volumes: [media:/media]\n    depends_on", "volumes: [media:/media, './uploads:/uploads', notes:/notes]\n    depends_on")
            .Replace("{ GREETING:", "{ SMTP_HOST: mail.example.org, GREETING:").Replace("  worker:", "  minio: { image: hopguard-lab/busybox }\n  worker:").Replace("{ db: , media: }", "{ db: , media: , notes: }"));
        shop.Fetch(("compose.yml", Shop.File("2.0.0")));

        var (problems, warnings) = await EditsAsync(shop);

        problems.Should().HaveCount(5);
        problems[0].Should().Be("service 'minio' runs, which the new release's compose files do not have");
        problems[1].Should().Be($"service 'server' mounts '{shop.Name}_notes' at '/notes', which the new release's compose files do not");
        problems[2].Should().Be($"service 'server' mounts '{shop.Folder}/uploads' at '/uploads', which the new release's compose files do not");
        problems[3].Should().Be("service 'server' sets variable 'SMTP_HOST', which the new release's compose files do not");
        problems[4].Should().Match("*put it into 'docker-compose.override.yml' and give --compose-files=compose.yml,docker-compose.override.yml, or go on without it with --drop-edits; what of it is an edit is known where --source is a folder that has that release's archive beside the new one's");
        warnings.Single().Should().Contain(": service 'server' has 'command' otherwise than the new release's compose files (repeat yours");

        shop.Options = shop.Options with { DropEdits = true };
        (await EditsAsync(shop)).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Count == 5 && found.Warnings.Skip(1).All(what => what.Contains("left behind")));
    }

    [Fact]
    public async Task An_edit_is_known_where_the_folder_of_the_sources_has_the_installed_release_as_well()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("{ GREETING:", "{ OLD: '1', GREETING:"));
        shop.Fetch(("compose.yml", Shop.File("2.0.0")));
        (await EditsAsync(shop)).Problems[0].Should().Be("service 'server' sets variable 'OLD', which the new release's compose files do not");

        using var releases = new ReleaseFolder(("1.0.0", "compose.yml", await File.ReadAllTextAsync(Path.Combine(shop.Folder, "compose.yml"))));
        shop.Options = shop.Options with { Source = releases.Path };
        (await EditsAsync(shop)).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Count == 0, "the vendor had it, and has it no more");

        shop.Write("compose.yml", Shop.File("1.0.0").Replace("{ GREETING:", "{ OLD: '1', SMTP_HOST: mail.example.org, GREETING:"));
        (await EditsAsync(shop)).Problems.Single().Should().Match("'compose.yml' (lines *) of the installed release was edited, and the new release's own has not: services.server.environment.SMTP_HOST (put that into *");
    }

    [Fact]
    public async Task An_edit_that_the_operator_committed_to_a_repository_of_his_own_is_no_text_of_the_release()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("{ GREETING:", "{ SMTP_HOST: mail.example.org, GREETING:"));
        await CommitToOwnAsync(shop);
        shop.Fetch(("compose.yml", Shop.File("2.0.0")));

        (await EditsAsync(shop)).Problems[0].Should().Be("service 'server' sets variable 'SMTP_HOST', which the new release's compose files do not");
    }

    [Fact]
    public async Task What_the_vendor_changed_is_no_edit_and_what_he_did_not_change_is_one()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        var before = Shop.File("1.0.0").Replace("    depends_on", "    ports: ['8181:8181']\n    depends_on").Replace("[media:/media]\n    ports", "[media:/media, './rules:/rules']\n    ports")
            .Replace("{ GREETING:", "{ OLD: '1', CHANGED: '1', SAME: '1', GREETING:").Replace("  worker:", "  gone: { image: hopguard-lab/busybox }\n  worker:\n    ports: ['8080:8080']");
        var after = Shop.File("2.0.0").Replace("{ GREETING:", "{ CHANGED: '2', SAME: '1', GREETING:").Replace("  worker:", "  worker:\n    ports: ['8080:8080']");
        shop.Known = Shop.Application with
        {
            Releases = [.. Shop.Application.Releases.Zip([before, after], (release, text) => release with { ComposeFacts = [new ComposeFile(Name.Of("compose.yaml"), "", ComposeReader.Read("", text).Value, null)] })],
        };
        shop.Write("compose.yml", before);
        shop.Fetch(("compose.yml", after));
        (await EditsAsync(shop)).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Count == 0);

        shop.Write("compose.yml", before.Replace("SAME: '1'", "SAME: '2'").Replace("'8080:8080'", "'80:8080'"));
        (await EditsAsync(shop)).Problems.SkipLast(1).Should().Equal(
            "service 'server' sets variable 'SAME' to another value than the new release's compose files",
            "service 'worker' publishes port '80:8080/tcp', which the new release's compose files do not");
    }

    [Fact]
    public async Task What_is_in_no_facts_of_a_release_is_told_where_the_new_one_has_it_otherwise()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("  worker:", "  worker:\n    mem_limit: 1g\n    labels: { traefik.enable: 'false' }"));
        shop.Fetch(("compose.yml", Shop.File("2.0.0").Replace("  worker:", "  worker:\n    labels: { traefik.enable: 'true', added: '1' }")));

        (await EditsAsync(shop)).Warnings.Single().Should().Contain("; service 'worker' has 'labels', 'mem_limit' otherwise than the new release's compose files (repeat yours");
    }

    [Fact]
    public async Task What_would_stop_the_switch_is_known_before_it()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml", "own.yml"]);
        shop.Write("own.yml", "services: { server: { volumes: ['./settings.py:/s.py', './disk:/disk'] } }");
        shop.Write("settings.py", "ours");
        shop.Write(".env", "GREETING=hello\nEMPTY=");
        var disk = Directory.CreateDirectory(Path.Combine(shop.Folder, "disk")).FullName;
        shop.Fetch(("compose.yml", Shop.File("2.0.0")), ("settings.py", "of the release"), (".env", "GREETING=hi\nEMPTY=1\nNEW_SETTING=1"));
        await new LabCommand("mount", "--bind", disk, disk).RunAsync();
        try
        {
            var (target, context) = await TargetAsync(shop);
            var problems = new ITargetCheck[] { new SwitchPossible(), new SettingsKept() }.SelectMany(check => check.Problems(target, context)).ToList();

            problems.Should().HaveCount(3);
            problems[0].Should().StartWith($"'{disk}' is a mount point");
            problems[1].Should().StartWith("'settings.py', which your own compose files name, also comes with the new release");
            problems[2].Should().Contain("sets 'NEW_SETTING', which yours does not");
        }
        finally
        {
            await new LabCommand("umount", disk).RunAsync();
        }
    }

    private async Task<(RenderedTarget Target, StepContext Context)> TargetAsync(Shop shop)
    {
        var context = shop.Context((ContainerDetails.Of(shop.Snapshot()) with { ComposeFiles = shop.Options.ComposeFiles ?? shop.Project.Files }).AddTo(shop.Snapshot()), _switch, _fetch);
        var rendering = await TargetRendering.RenderAsync(shop.Compose, context, CancellationToken.None);
        return (new RenderedTarget(rendering.Configuration, await shop.Compose.ConfigAsync(context.Before.Compose(), CancellationToken.None), TargetFiles.Of(context), rendering.Carried), context);
    }

    private async Task<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)> EditsAsync(Shop shop)
    {
        var (target, context) = await TargetAsync(shop);
        return await new ReleaseEdits(shop.Compose).FindAsync(target, context, CancellationToken.None);
    }

    // What the operator's git holds of the installed release.
    private static async Task CommitAsync(Shop shop)
    {
        await CommitToOwnAsync(shop);
        await new LabCommand("git", ["-C", shop.Folder, "tag", "v1.0.0"]).RunAsync();
    }

    // A repository of the operator's, who knows the vendor's tags from nowhere.
    private static async Task CommitToOwnAsync(Shop shop)
    {
        foreach (var command in new[] { "init --quiet", "add compose.yml", "-c user.name=lab -c user.email=lab@localhost commit --quiet --message=release" })
            await new LabCommand("git", ["-C", shop.Folder, .. command.Split(' ')]).RunAsync();
    }
}
