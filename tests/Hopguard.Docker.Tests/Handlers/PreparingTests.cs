using Hopguard.Docker.Handlers;
using Hopguard.Engine.Evidence;
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
        await using var shop = await Shop.StartAsync(lab);
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
        await using var shop = await Shop.StartAsync(lab);
        var (before, step) = (await shop.InspectAsync(), new PullImages { Id = "pull" });
        var (handler, context) = (new PullImagesHandler(lab.Engine, shop.Compose), shop.Context(before, step));
        shop.Write("compose.yml", Shop.File("2.0.0"));

        (await handler.SucceedAsync(context)).Should().EndWith("0 pulled");
        var records = context.Evidence.Find<ImageRecords>(PullImagesHandler.FileName)!;
        records.Target.Single(image => image.Service == "server").Reference.Should().Be("hopguard-test/server:v2.0.0");
        records.Before.Select(image => image.Id).Should().BeEquivalentTo(before.Services.Select(service => service.ImageId));

        shop.Write("compose.yml", Shop.File("2.0.0").Replace("hopguard-lab/busybox", "localhost:9/none:1"));
        await handler.Invoking(it => it.DoAsync(context)).Should().ThrowAsync<HopguardException>().WithMessage("Image 'localhost:9/none:1' cannot be pulled*");
    }

    [Fact]
    public async Task Trial_of_another_run_is_not_discarded_and_our_own_is()
    {
        await using var shop = await Shop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), new DiscardTrial { Id = "discard", Trial = Name.Of("trial") });
        await using var foreign = await lab.VolumeAsync();
        context.Evidence.Save(TrialEvidence.FileName("trial"), new TrialEvidence("trial", "database", "dump", "hopguard-test-none", foreign.Name, DockerLab.Busybox, 15));
        var handler = new DiscardTrialHandler(lab.Engine);

        (await handler.FailAsync(context)).Should().Contain("was not made by this run");

        await lab.Engine.CreateVolumeAsync($"{shop.Name}-trial", context.Labels("trial"), CancellationToken.None);
        context.Evidence.Save(TrialEvidence.FileName("trial"), new TrialEvidence("trial", "database", "dump", "hopguard-test-none", $"{shop.Name}-trial", DockerLab.Busybox, 15));
        await handler.SucceedAsync(context);
        (await lab.Engine.FindVolumeAsync($"{shop.Name}-trial", CancellationToken.None)).Should().BeNull();
    }
}
