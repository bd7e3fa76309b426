using Hopguard.Containers.Claims;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using ComposeProject = Hopguard.Containers.Ports.ComposeProject;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>Images of the target that are built of its source tree, by the builder that the engine has, before anything is stopped.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class BuildingTests(DockerLab lab) : IAsyncLifetime
{
    private const string Failing = "looking for the wheel";
    private const string Slow = "begun and not ended";
    private HashSet<string> _unnamed = [];

    // Both builders of an engine: what they write and where differs, and how they end.
    private const string Classic = "0";

    private const string Good = $"FROM {DockerLab.Gnu}\nCOPY image/files/hello /hello\nARG MIRROR\nRUN echo \"$MIRROR\" >> /hello\n";

    private readonly PullImages _pull = new() { Id = "pull" };
    private readonly FetchSource _fetch = new() { Id = "fetch", Archive = Name.Of("x"), As = Name.Of("new") };

    public async Task InitializeAsync() => _unnamed = [.. await UnnamedAsync()];

    // The builder without BuildKit leaves the container of a line that failed or was interrupted, and what is built anew leaves the image before without a name.
    public async Task DisposeAsync()
    {
        var containers = (await lab.Lab.DockerAsync("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Command}}")).Split('\n');
        foreach (var left in containers.Where(container => container.Contains(Failing, StringComparison.Ordinal) || container.Contains(Slow, StringComparison.Ordinal)))
            await lab.Lab.Command("rm", "--force", left.Split(' ')[0]).TryRunAsync();
        foreach (var image in (await UnnamedAsync()).Except(_unnamed))
            await lab.Lab.Command("rmi", image).TryRunAsync();
    }

    [Fact]
    public async Task What_is_built_is_the_tree_that_was_fetched_and_what_the_operator_alone_has()
    {
        await using var shop = await StartAsync();
        shop.Environment["MIRROR"] = "from the shell";
        Directory.CreateDirectory(Path.Combine(shop.Folder, "own"));
        shop.Write("own/Dockerfile", $"FROM {shop.ImageOf("2.0.0")}\nRUN cat /hello > /own\n");
        var (server, own) = (shop.ImageOf("2.0.0"), $"{shop.ImageOf("2.0.0")}-own");
        var (before, context) = await FetchAsync(shop, Good, ("worker", own, "context: ./own"));

        // One stands on the other: compose knows the order.
        (await Handler(shop).SucceedAsync(context)).Should().Be("3 images of the target on the engine, 0 pulled, 2 built");

        (await ReadAsync(server, "/hello")).Should().Be("hello\nfrom the shell");
        (await ReadAsync(own, "/own")).Should().Be("hello\nfrom the shell");
        var records = context.Evidence.Find<ImageRecords>(PullImagesHandler.FileName)!;
        records.Target.Where(image => image.WasBuilt).Select(image => image.Reference).Should().Equal(server, own);
        records.Before.Select(image => image.Id).Should().BeEquivalentTo(before.Services.Select(service => service.ImageId));
        (await TargetRendering.RenderAsync(shop.Compose, context, CancellationToken.None)).Carried.Moves.Should().Equal(["own"], "the next hop builds from it as well");
        shop.Log.Should().ContainMatch($"image '{server}' of service 'server' was built: sha256:*");
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(shop.Folder)!, "shop.hopguard-*").Should().BeEmpty();
        await lab.Lab.DockerAsync("rmi", own);
    }

    [Fact]
    public async Task What_is_recorded_is_not_built_again_unless_its_name_means_another_image()
    {
        await using var shop = await StartAsync();
        var (_, context) = await FetchAsync(shop, Good);
        await Handler(shop).SucceedAsync(context);
        var built = (await lab.Engine.FindImageAsync(shop.ImageOf("2.0.0"), CancellationToken.None))!.Id;
        Rewrite(context, "FROM localhost:9/none:1\n");

        (await Handler(shop).SucceedAsync(context)).Should().EndWith(", 1 built");
        (await ((IStepHandler)Handler(shop)).GuardUndoAsync(_pull, context, CancellationToken.None)).Should().BeNull("a rollback needs no build");
        (await lab.Engine.FindImageAsync(shop.ImageOf("2.0.0"), CancellationToken.None))!.Id.Should().Be(built);

        await lab.Lab.DockerAsync("tag", DockerLab.Busybox, shop.ImageOf("2.0.0"));
        (await FailureAsync(shop, context)).Should().StartWith("The build of 'server' failed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Classic)]
    public async Task A_build_that_fails_tells_the_builders_last_lines_and_goes_on_once_it_is_mended(string? buildKit)
    {
        await using var shop = await StartAsync(buildKit);
        var (_, context) = await FetchAsync(shop, $"FROM {DockerLab.Gnu}\nRUN echo '{Failing}'; exit 7\n");

        (await Remedies.LeadsOutAsync(
            () => Handler(shop).DoAsync(context), "The build of 'server' failed with exit code *: *looking for the wheel*7*",
            "Correct what the builder names, or what it lacks (a base image, a network, space on the engine's disk), then run the same command again", () => Rewrite(context, Good)))
            .Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().EndWith(", 1 built");
        shop.Log.Should().ContainMatch(buildKit == Classic ? "*Step 1/*" : "#1 *");
        (await FailureAsync(shop, context, after: "FROM localhost:9/none:1\n")).Should().NotContain(".hopguard-", "a folder that is gone again helps nobody");
    }

    [Fact]
    public async Task An_image_that_is_not_what_it_has_to_be_is_built_anew()
    {
        await using var shop = await StartAsync();
        var (before, _) = await FetchAsync(shop, Good);
        var read = new VersionProbe("server", new VersionSource.ImageLabel("of.shop"), null);
        shop.Known = shop.Known with { Releases = [shop.Known.Releases[0], shop.Known.Releases[1] with { Probe = read }] };
        var context = shop.Context(before, _pull, _fetch);

        (await Handler(shop).FailAsync(context)).Should().Contain("has no label 'of.shop'");
        Rewrite(context, Good + "LABEL of.shop=2.0.0\n");
        (await Handler(shop).SucceedAsync(context)).Should().EndWith(", 1 built");
    }

    [Fact]
    public async Task A_name_that_the_running_version_has_is_not_given_to_what_is_built()
    {
        await using var shop = await StartAsync();
        var repository = shop.ImageOf("1.0.0").Split(':')[0];
        await lab.Lab.DockerAsync("tag", DockerLab.Gnu, $"{repository}:dev");
        shop.Write(".env", "SHOP_VERSION=dev");
        await UpAsync(shop);
        var (before, context) = await FetchAsync(shop, Good);
        var id = before.Services.First(service => service.Service == "server").ImageId;
        (await ((IStepHandler)Handler(shop)).ForeseeAsync(_pull, context, CancellationToken.None)).Should().ContainSingle().Which.Should().StartWith($"Image '{repository}:dev' would be built for service 'server'");

        var current = context;
        await Remedies.LeadsOutAsync(
            () => Handler(shop).DoAsync(current),
            $"Image '{repository}:dev' would be built for service 'server' of the target, and the running version has it too: a rollback would start the new one under that name",
            $"Let every version have a tag of its own: take 'SHOP_VERSION' out of '{shop.Folder}/.env', so that the compose file of each release names its tag; give the image that runs the name that "
            + $"'docker compose config --images' tells then, with 'docker tag {id} <name>', and take it into use with 'docker compose up -d'",
            async () =>
            {
                File.Delete(Path.Combine(shop.Folder, ".env"));
                await lab.Lab.DockerAsync("tag", id, shop.ImageOf("1.0.0"));
                await UpAsync(shop);
                current = shop.Context(await shop.InspectAsync(), _pull, _fetch);
            });

        // A variable that was changed after the start: a rollback makes its containers of what the files say then.
        shop.Write(".env", "SHOP_VERSION=v2.0.0");
        (await FailureAsync(shop, current)).Should().StartWith($"Image '{shop.ImageOf("2.0.0")}' would be built");
        await lab.Lab.DockerAsync("rmi", $"{repository}:dev");
    }

    [Fact]
    public async Task Without_a_build_section_or_a_name_nothing_is_built()
    {
        await using var shop = await StartAsync();
        var (_, context) = await FetchAsync(shop, Good, ("server", null, null));
        var plain = context;
        await Remedies.LeadsOutAsync(
            () => Handler(shop).DoAsync(context), "No service of the target has a 'build' section, so '--images=build' would build nothing",
            "Add 'compose.dev.yml', which has some: --compose-files=compose.yml,compose.dev.yml; or leave '--images' out",
            () =>
            {
                shop.Options = shop.Options with { ComposeFiles = ["compose.yml", "compose.dev.yml"] };
                context = shop.Context(context.Before, _pull, _fetch);
            });

        File.Delete(Path.Combine(plain.Folder.Source("new"), "compose.dev.yml"));
        shop.Options = shop.Options with { ComposeFiles = null };
        await Remedies.LeadsOutAsync(
            () => Handler(shop).DoAsync(context = shop.Context(context.Before, _pull, _fetch)), "No service of the target has a 'build' section, so '--images=build' would build nothing",
            "Write them into an overlay and name it behind the others: --compose-files='compose.yml,<overlay>'; or leave '--images' out", () => shop.Options = shop.Options with { BuildImages = false });
        (await Handler(shop).SucceedAsync(context)).Should().NotContain("built");

        shop.Options = shop.Options with { BuildImages = true };
        (_, context) = await FetchAsync(shop, Good, ("extra", string.Empty, "context: ., dockerfile: image/Dockerfile"));
        await Remedies.LeadsOutAsync(
            () => Handler(shop).DoAsync(context), "Service 'extra' of the target is built without a name for its image, and the one that compose would choose is the same for every version",
            "Write 'image' with a tag of its own under service 'extra' in one of its compose files", async () => (_, context) = await FetchAsync(shop, Good, ("extra", shop.ImageOf("2.0.0"), "context: ., dockerfile: image/Dockerfile")));
    }

    // As the next call finds it: who began it was killed, and nobody ends it any more.
    [Theory]
    [InlineData(null)]
    [InlineData(Classic)]
    public async Task A_build_that_a_killed_process_left_is_ended_by_whoever_takes_the_deployment_next(string? buildKit)
    {
        await using var shop = await StartAsync(buildKit);
        var seconds = $"6{Random.Shared.Next(10_000, 99_999)}";
        var (_, context) = await FetchAsync(shop, $"FROM {DockerLab.Gnu}\nRUN echo '{Slow}'; sleep {seconds}\n");
        var build = Handler(shop).Invoking(each => ((IStepHandler)each).ExecuteAsync(_pull, context, CancellationToken.None)).Should().ThrowAsync<Engine.HopguardException>();
        await Processes.AwaitAsync(() => Processes.With($"sleep\0{seconds}\0").Any(), "the build has come to its slow line");
        var host = new ContainerHost(lab.Engine, TimeProvider.System);

        await host.RemoveToolsAsync(shop.Name + "-other", CancellationToken.None);
        Processes.With($"--project-directory\0{shop.Folder}").Should().NotBeEmpty("it is of another deployment");
        await host.RemoveToolsAsync(shop.Name, CancellationToken.None);

        Processes.With($"--project-directory\0{shop.Folder}").Should().BeEmpty("compose has ended");
        await build;
        await Processes.AwaitAsync(() => !Processes.With($"sleep\0{seconds}\0").Any(), "the engine ends what a builder leaves");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Classic)]
    public async Task A_build_that_is_interrupted_leaves_no_process_and_is_done_the_next_time(string? buildKit)
    {
        await using var shop = await StartAsync(buildKit);
        var seconds = $"6{Random.Shared.Next(10_000, 99_999)}";
        var (_, context) = await FetchAsync(shop, $"FROM {DockerLab.Gnu}\nRUN echo '{Slow}'; sleep {seconds}\n");
        using var stop = new CancellationTokenSource();
        var build = Handler(shop).Invoking(each => ((IStepHandler)each).ExecuteAsync(_pull, context, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        await Processes.AwaitAsync(() => Processes.With($"sleep\0{seconds}\0").Any(), "the build has come to its slow line");

        await stop.CancelAsync();
        await build;

        Processes.With($"--project-directory\0{shop.Folder}").Should().BeEmpty("compose has ended");
        await Processes.AwaitAsync(() => !Processes.With($"sleep\0{seconds}\0").Any(), "the engine ends what a builder leaves");
        Rewrite(context, Good);
        (await Handler(shop).SucceedAsync(context)).Should().EndWith(", 1 built");
    }

    [Fact]
    public async Task What_a_builder_keeps_for_itself_is_not_there()
    {
        await using var shop = await StartAsync();
        var (_, context) = await FetchAsync(shop, Good, ("extra", "hopguard-test/extra:1", "context: ., dockerfile: image/Dockerfile"));
        var elsewhere = Substitute.For<ICompose>();
        elsewhere.ConfigAsync(default!, default).ReturnsForAnyArgs(call => shop.Compose.ConfigAsync(call.Arg<ComposeProject>(), CancellationToken.None));
        ICompose builder = elsewhere;

        await Remedies.LeadsOutAsync(
            () => new PullImagesHandler(lab.Engine, builder, [shop.Probe]).DoAsync(context), "Image 'hopguard-test/extra:1' of service 'extra' was built, and is not on the engine",
            "Use a builder that gives its images to the engine: 'docker buildx use default', or unset BUILDX_BUILDER", () => builder = shop.Compose);
        await lab.Lab.DockerAsync("rmi", "hopguard-test/extra:1");
    }

    [Fact]
    public async Task Secrets_among_the_arguments_are_known()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", "services: { app: { image: 'hopguard-test/app:1', build: { context: ., args: { API_TOKEN: 'zeig-mir-die-notizen', GIT_TOKEN: } } } }");
        shop.Write("Dockerfile", "FROM localhost:9/none:1");
        var redactor = new Redactor();
        var compose = new ComposeCli(lab.Endpoint, name => name == "GIT_TOKEN" ? "aus-der-umgebung" : Environment.GetEnvironmentVariable(name)) { Redactor = redactor };

        var app = (await compose.ConfigAsync(shop.Project, CancellationToken.None)).Services["app"];
        await compose.Invoking(it => it.BuildAsync(shop.Project, [app], _ => { }, CancellationToken.None)).Should().ThrowAsync<HopguardException>();

        redactor.Redact("with zeig-mir-die-notizen and aus-der-umgebung").Should().Be("with *** and ***");
    }

    private PullImagesHandler Handler(Shop shop) => new(lab.Engine, shop.Compose, [shop.Probe]);

    private async Task<Shop> StartAsync(string? buildKit = null)
    {
        var shop = await Shop.StartWithOwnImagesAsync(lab);
        if (buildKit is not null)
            shop.Environment["DOCKER_BUILDKIT"] = buildKit;
        shop.Options = shop.Options with { BuildImages = true };
        return shop;
    }

    private static Task UpAsync(Shop shop) => shop.Compose.UpAsync(shop.Project, [], start: true, withDependencies: true, CancellationToken.None);

    // As a release ships it: the tree with a Dockerfile, and a compose file whose server is built of it, or as the test wants to have one service.
    private async Task<(DeploymentSnapshot Before, StepContext Context)> FetchAsync(Shop shop, string dockerfile, params (string Service, string? Image, string? Build)[] others)
    {
        const string Whole = "context: ., dockerfile: image/Dockerfile, args: { MIRROR: }";
        var text = shop.FileOf("2.0.0");
        foreach (var (service, image, build) in others.Where(other => other.Image is { Length: > 0 } && other.Service == "worker"))
            text = text.Replace($"  {service}:\n    <<: *quick\n    image: {shop.ImageOf("2.0.0").Replace(":v2.0.0", ":${SHOP_VERSION:-v2.0.0}")}", $"  {service}:\n    <<: *quick\n    build: {{ {build} }}\n    depends_on: [server]\n    image: {image}");
        foreach (var (service, image, build) in others.Where(other => other.Service == "extra"))
            text = text.Replace("volumes: { db: ", $"  {service}: {{ {(image!.Length > 0 ? $"image: '{image}', " : string.Empty)}build: {{ {build} }} }}\nvolumes: {{ db: ");
        if (!others.Any(other => other.Service == "server"))
            text = text.Replace("  server:\n    <<: *quick\n", $"  server:\n    <<: *quick\n    build: {{ {Whole} }}\n");
        shop.Fetch(
            ("compose.yml", text), ("compose.dev.yml", $"services: {{ server: {{ build: {{ {Whole} }} }} }}"), ("image/Dockerfile", dockerfile), ("image/files/hello", "hello\n"));
        var before = await shop.InspectAsync();
        return (before, shop.Context(before, _pull, _fetch));
    }

    private static void Rewrite(StepContext context, string dockerfile) => File.WriteAllText(Path.Combine(context.Folder.Source("new"), "image", "Dockerfile"), dockerfile);

    // As an attempt whose build is not recorded: what is there is built again.
    private async Task<string> FailureAsync(Shop shop, StepContext context, string? after = null)
    {
        if (after is not null)
        {
            Rewrite(context, after);
            context.Evidence.Save(PullImagesHandler.FileName, new ImageRecords([], []));
        }

        try
        {
            return await Handler(shop).FailAsync(context);
        }
        catch (HopguardException refusal)
        {
            return refusal.Message;
        }
    }

    private async Task<string> ReadAsync(string image, string file) => (await lab.Lab.DockerAsync("run", "--rm", "--entrypoint", "cat", image, file)).Trim();

    /// <summary>Processes of this machine, on which the lab's engine runs those of its containers as well.</summary>
    private static class Processes
    {
        public static IEnumerable<string> With(string words) => Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit)).Select(CommandOf).Where(command => command.Contains(words, StringComparison.Ordinal));

        public static async Task AwaitAsync(Func<bool> isSo, string what)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!isSo())
            {
                limit.IsCancellationRequested.Should().BeFalse(what);
                await Task.Delay(50);
            }
        }

        private static string CommandOf(string folder)
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "cmdline"));
            }
            catch (IOException)
            {
                return string.Empty;
            }
        }
    }

    private async Task<IReadOnlyList<string>> UnnamedAsync() => (await lab.Lab.DockerAsync("images", "--quiet", "--no-trunc", "--filter", "dangling=true")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
