using Hopguard.Containers.Handlers;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>A deployment that runs from a git checkout is taken to another tag and back, by the steps of a plan one after the other.</summary>
[Collection(nameof(SecondDockerLabCollection))]
public sealed class TaggedReleaseTests(DockerLab lab)
{
    [Fact]
    public async Task Another_tag_is_checked_out_and_started_and_the_version_before_comes_back_with_the_operators_settings()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        Task<string> GitAsync(params string[] arguments) => new LabCommand("git", ["-C", shop.Folder, .. arguments]).RunAsync();
        await GitAsync("init", "--quiet", "--initial-branch", "stable");
        foreach (var version in new[] { "2.0.0", "1.0.0" })
        {
            shop.Write("compose.yml", Shop.File(version));
            await GitAsync("add", "compose.yml");
            await GitAsync("-c", "user.name=shop", "-c", "user.email=shop@localhost", "commit", "--quiet", "--message", version);
            await GitAsync("tag", $"v{version}");
        }

        shop.Write(".env", "GREETING=hello");
        await shop.StartAsync();
        var before = await shop.InspectAsync();
        (IStepHandler Handler, Step Step)[] plan =
        [
            (new CheckTargetHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Settings), new CheckTarget { Id = "check" }),
            (new PullImagesHandler(lab.Engine, shop.Compose, [shop.Probe]), new PullImages { Id = "pull" }),
            (new StopServicesHandler(lab.Engine, [shop.Probe]), new StopServices { Id = "stop" }),
            (new ComposeDownHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness), new ComposeDown { Id = "down" }),
            (new CheckoutTagHandler(), new CheckoutTag { Id = "checkout", Tag = Name.Of("v2.0.0") }),
            (new StartServicesHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness), new StartServices { Id = "start" }),
            (new VerifyVersionHandler(lab.Engine, shop.Compose, shop.Deployment), new VerifyVersion { Id = "verify", Expect = ReleaseVersion.Parse("2.0.0") }),
        ];
        StepContext Context(Step step) => shop.Context(before, step, whole => whole with { Steps = [.. plan.Select(each => each.Step)] });

        foreach (var (handler, step) in plan)
        {
            (await handler.GuardAsync(step, Context(step), CancellationToken.None)).Should().BeNull(step.Id);
            (await handler.ExecuteAsync(step, Context(step), CancellationToken.None)).Should().BeOfType<StepOutcome.Done>(step.Id);
        }

        (await shop.FindAsync("server"))!.Image.Should().Be("hopguard-test/server:v2.0.0");
        (await shop.FindAsync("server"))!.Environment.Should().Contain("GREETING", "hello");
        (await GitAsync("describe", "--tags")).Should().Be("v2.0.0");

        foreach (var (handler, step) in plan.Reverse())
            await handler.UndoAsync(step, Context(step), CancellationToken.None);

        var back = await shop.InspectAsync();
        back.Version.Should().Be(before.Version);
        back.Services.Should().BeEquivalentTo(before.Services);
        (await GitAsync("symbolic-ref", "--short", "HEAD")).Should().Be("stable");
        shop.Read(".env").Should().Be("GREETING=hello");
    }
}
