using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(DockerLabCollection))]
public sealed class PreparingTests(DockerLab lab)
{
    private readonly Step[] _copies = [new DumpDatabase { Id = "dump", Store = Name.Of("database"), As = Name.Of("dump") }, new BackUpVolumes { Id = "b", Stores = [Name.Of("media")], As = Name.Of("v") }];

    [Theory]
    [InlineData(1_000_000, null)]
    [InlineData(1_000_000_000_000_000, "Not enough space where copies go*")]
    public async Task Space_is_compared_with_real_sizes(long database, string? problem)
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(database);
        var context = shop.Context(await shop.InspectAsync(), new CheckSpace { Id = "space" }, _copies);
        var handler = new CheckSpaceHandler(lab.Engine, [shop.Probe]);

        if (problem is null)
            (await handler.SucceedAsync(context)).Should().StartWith("copies need 1.2 MB of ");
        else
            (await handler.FailAsync(context)).Should().Match(problem);
    }

    [Fact]
    public async Task Images_of_both_versions_are_recorded_and_a_missing_one_is_named()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var (before, step) = (await shop.InspectAsync(), new PullImages { Id = "pull" });
        var (handler, context) = (new PullImagesHandler(lab.Engine, shop.Compose, [shop.Probe]), shop.Context(before, step));
        shop.Write("compose.yml", Shop.File("2.0.0"));

        (await handler.SucceedAsync(context)).Should().EndWith("0 pulled");
        var records = context.Evidence.Find<ImageRecords>(PullImagesHandler.FileName)!;
        records.Target.Single(image => image.Service == "server").Reference.Should().Be("hopguard-test/server:v2.0.0");
        records.Before.Select(image => image.Id).Should().BeEquivalentTo(before.Services.Select(service => service.ImageId));

        shop.Write("compose.yml", Shop.File("2.0.0").Replace("hopguard-lab/busybox", "localhost:9/none:1"));
        (await handler.FailAsync(context)).Should().StartWith("Service 'db' of the target cannot start: Image 'localhost:9/none:1' cannot be pulled");
    }

    [Fact]
    public async Task A_rollback_knows_before_it_begins_which_images_it_lacks()
    {
        await using var shop = await Shop.StartWithOwnImagesAsync(lab);
        var reference = shop.ImageOf("1.0.0");
        var (step, handler) = (new PullImages { Id = "pull" }, new PullImagesHandler(lab.Engine, shop.Compose, [shop.Probe]));
        var context = shop.Context(await shop.InspectAsync(), step);
        var guard = () => ((IStepHandler)handler).GuardUndoAsync(step, context, CancellationToken.None);
        (await guard()).Should().BeNull("no image was recorded");
        await handler.SucceedAsync(context);
        var records = context.Evidence.Find<ImageRecords>(PullImagesHandler.FileName)!;
        await lab.Lab.DockerAsync("tag", DockerLab.Busybox, reference);
        (await guard()).Should().BeNull("its containers are still there, each with its image");

        foreach (var service in new[] { "server", "worker" })
            await lab.Lab.DockerAsync("rm", "--force", shop.Container(service));
        var id = records.Before.First(image => image.Service == "server").Id;
        (await guard()).Should().Be(new StepOutcome.Failed($"Image '{reference}' is not the one any more that the version before ran", $"docker tag {id} {reference}"));

        await lab.Lab.DockerAsync("tag", id, reference);
        (await guard()).Should().BeNull();
    }

    [Fact]
    public async Task Images_that_are_gone_are_named_with_what_brings_them_back()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var (step, handler) = (new PullImages { Id = "pull" }, (IStepHandler)new PullImagesHandler(lab.Engine, shop.Compose, [shop.Probe]));
        var context = shop.Context(await shop.InspectAsync(), step);
        var (id, digest) = ("sha256:" + new string('0', 64), "localhost:9/app@sha256:" + new string('1', 64));
        context.Evidence.Save(PullImagesHandler.FileName, new ImageRecords(
            [
                new ImageRecord("gone", "localhost:9/gone:1", id, [digest], false), new ImageRecord("gone", "localhost:9/gone:1", id, [digest], false),
                new ImageRecord("moved", "hopguard-test/server:v1.0.0", id, [digest], false), new ImageRecord("built", "shop/built:1", id, [], false), new ImageRecord("pinned", digest, id, [digest], false),
            ],
            []));

        var refusal = (await handler.GuardUndoAsync(step, context, CancellationToken.None))!;

        refusal.What.Split("; ").Should().Equal(
            "Image 'localhost:9/gone:1', which the version before runs, is not on the engine any more",
            "Image 'hopguard-test/server:v1.0.0' is not the one any more that the version before ran",
            "Image 'shop/built:1', which the version before runs, is not on the engine any more",
            $"Image '{digest}', which the version before runs, is not on the engine any more");
        refusal.Remedy!.Split("; ").Should().Equal(
            "docker pull localhost:9/gone:1",
            $"docker pull {digest} && docker tag {digest} hopguard-test/server:v1.0.0",
            $"docker load --input <archive> with image 'shop/built:1' of id {id}, as 'docker save' wrote it here or on another host: it came from no registry, and one that is built again has another id. Where nobody has it, stay with the new version",
            $"docker pull {digest}");
    }

    [Fact]
    public async Task Trial_of_another_run_is_not_discarded_and_our_own_is()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), new DiscardTrial { Id = "discard", Trial = Name.Of("trial") });
        await using var foreign = await lab.VolumeAsync();
        context.Evidence.Save(TrialEvidence.FileName("trial"), new TrialEvidence("trial", "database", "dump", "hopguard-test-none", foreign.Name, DockerLab.Busybox, 15));
        var handler = new DiscardTrialHandler(lab.Engine);

        (await handler.FailAsync(context)).Should().Contain("was not made by this run");

        await lab.Engine.CreateVolumeAsync($"{shop.Name}-trial", context.Labels("trial"), CancellationToken.None);
        context.Evidence.Save(TrialEvidence.FileName("trial"), new TrialEvidence("trial", "database", "dump", "hopguard-test-none", $"{shop.Name}-trial", DockerLab.Busybox, 15));
        var stranger = $"{shop.Name}-stranger";
        await lab.Lab.DockerAsync("create", "--name", stranger, "--volume", $"{shop.Name}-trial:/t", DockerLab.Busybox, "true");
        (await handler.SucceedAsync(context)).Should().EndWith($"removed, its volume '{shop.Name}-trial' stays");
        context.Memory.Recall("kept:volume of trial 'trial', which could not be removed").Should().Be($"{shop.Name}-trial");

        await lab.Engine.RemoveContainerAsync(stranger, CancellationToken.None);
        await handler.SucceedAsync(context);
        (await lab.Engine.FindVolumeAsync($"{shop.Name}-trial", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Every_image_that_is_nowhere_is_named_at_once()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), new PullImages { Id = "pull" });
        shop.Write("compose.yml", Shop.File("2.0.0").Replace("  worker:", "  one: { image: 'localhost:9/one:1' }\n  two: { image: 'localhost:9/two:1' }\n  worker:"));

        (await new PullImagesHandler(lab.Engine, shop.Compose, [shop.Probe]).FailAsync(context)).Should()
            .Match("Service 'one' of the target cannot start: Image 'localhost:9/one:1' cannot be pulled*; Service 'two' of the target cannot start: Image 'localhost:9/two:1' cannot be pulled*");
    }

    [Fact]
    public async Task Images_that_no_step_pulls_are_foreseen()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var start = new StartServices { Id = "start" };
        var handler = (IStepHandler)new StartServicesHandler(lab.Engine, shop.Compose, [shop.Probe], shop.Freshness);
        var before = await shop.InspectAsync();
        shop.Write("compose.yml", Shop.File("2.0.0").Replace("  worker:", "  one: { image: 'localhost:9/one:1' }\n  two: { image: 'localhost:9/two:1' }\n  worker:"));

        (await handler.ForeseeAsync(start, shop.Context(before, start), CancellationToken.None)).Should()
            .Equal("Image 'localhost:9/one:1' of service 'one' is not on the engine", "Image 'localhost:9/two:1' of service 'two' is not on the engine");
        (await handler.ForeseeAsync(start, shop.Context(before, start, new PullImages { Id = "pull" }), CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Space_that_a_rollback_needs_is_counted()
    {
        await using var shop = await Shop.StartAsync(lab);
        await lab.ShellAsync(shop.Volume("media"), "head -c 5000000 /dev/zero > film");
        shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(1_000_000);
        var restores = new[] { "one", "two" }.Select(trial => new RestoreDatabase { Id = trial, Copy = Name.Of("dump"), Into = Name.Of(trial) });
        var context = shop.Context(await shop.InspectAsync(), new CheckSpace { Id = "space" }, [.. _copies, .. restores]);

        (await new CheckSpaceHandler(lab.Engine, [shop.Probe]).SucceedAsync(context)).Should()
            .Match("copies need 7.2 MB of * free, trial databases 4.0 MB and a rollback 5.0 MB of *");
    }

    [Fact]
    public async Task Space_for_the_later_hops_of_a_route_is_counted_before_the_first()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(1_000_000);
        var restore = new RestoreDatabase { Id = "one", Copy = Name.Of("dump"), Into = Name.Of("one") };
        var alone = shop.Context(await shop.InspectAsync(), new CheckSpace { Id = "space" }, [.. _copies, restore]);
        shop.LaterHops = [alone.Plan, alone.Plan];
        var route = shop.Context(alone.Before, new CheckSpace { Id = "space" }, [.. _copies, restore]);
        var handler = new CheckSpaceHandler(lab.Engine, [shop.Probe]);

        (await handler.SucceedAsync(alone)).Should().StartWith("copies need 1.2 MB of ").And.Contain("trial databases 2.0 MB").And.EndWith("; an outage of about 10 s, and as long as the migrations take");
        (await handler.SucceedAsync(route)).Should().StartWith("for 3 hops, copies need 3.6 MB of ").And.Contain("trial databases 6.0 MB").And.Contain("an outage of about 30 s");

        shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(1_000_000_000);
        (await handler.SucceedAsync(alone)).Should().Contain("an outage of about 40 s").And.NotContain("built");
        shop.Options = shop.Options with { BuildImages = true };
        (await handler.SucceedAsync(shop.Context(alone.Before, alone.Plan.Steps[^1], [.. _copies, restore]))).Should().Contain("; images that are built, and what the builder keeps, need room beside that on the engine's disk; an outage");

        shop.Probe.MeasureAsync(default!, default).ReturnsForAnyArgs(1_000_000_000_000_000);
        (await handler.FailAsync(route)).Should().Match("Not enough space where copies go*");
    }

    [Fact]
    public async Task A_procedure_is_told_what_its_later_steps_will_refuse()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Foreseen = ["container 'x' mounts the volume"];

        (await new CheckSpaceHandler(lab.Engine, [shop.Probe]).FailAsync(shop.Context(await shop.InspectAsync(), new CheckSpace { Id = "space" }))).Should().Be("container 'x' mounts the volume");
    }
}
