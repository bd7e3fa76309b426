using Hopguard.Docker.Handlers;
using Hopguard.Engine.Evidence;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(DockerLabCollection))]
public sealed class CheckTargetTests(DockerLab lab)
{
    private readonly FetchSource _fetch = new() { Id = "fetch", Archive = Name.Of("x"), As = Name.Of("new") };

    [Fact]
    public async Task Fitting_target_passes_with_the_operators_own_settings_file()
    {
        await using var shop = await Shop.StartAsync(lab);
        shop.Write(".env", "GREETING=hello");

        (await CheckAsync(shop, Target(), required: "GREETING")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("volumes: { db: , media: }", "volumes: { db: , media: { name: other } }", "*store 'media' is on volume '*_media', but the target's compose files would use 'other'*")]
    [InlineData("services:", "name: other\nservices:", "*names project 'other'*")]
    [InlineData("volumes: [media:/media]", "volumes: [media:/media, /nowhere/certs:/certs]", "*mounts '/nowhere/certs', which does not exist*")]
    [InlineData("  worker:", "  renamed:", "service 'worker' of release 2.0.0 is in none of the target's compose files")]
    [InlineData("hopguard-lab/busybox", "postgres:10-alpine", "*image 'postgres:10-alpine' instead of PostgreSQL 15")]
    [InlineData("SHOP_VERSION:-v2.0.0", "SHOP_VERSION:-v1.0.0", "*image 'hopguard-test/server:v1.0.0' instead of one of version 2.0.0*")]
    [InlineData("  worker:", "  worker:\n    container_name: hopguard-taken", "container name 'hopguard-taken' of service 'worker' is taken by a container of no project")]
    public async Task Target_that_does_not_fit_is_refused(string from, string to, string problem)
    {
        await using var shop = await Shop.StartAsync(lab);
        var taken = await lab.Engine.StartNewAsync(new ContainerSpec { Image = DockerLab.Busybox, Name = to.Contains("taken") ? "hopguard-taken" : null, Command = ["sleep", "60"] }, CancellationToken.None);

        (await CheckAsync(shop, Target().Replace(from, to))).Should().Match(problem);

        await lab.Engine.RemoveContainerAsync(taken.Id, CancellationToken.None);
    }

    [Fact]
    public async Task Missing_setting_and_all_other_problems_are_reported_at_once()
    {
        await using var shop = await Shop.StartAsync(lab);

        (await CheckAsync(shop, "name: other\n" + Target(), required: "SHOP_SECRET")).Should().Match("*names project 'other'*; required setting 'SHOP_SECRET' is missing*");
    }

    private static string Target() => Shop.File("2.0.0");

    private async Task<string> CheckAsync(Shop shop, string target, string? required = null)
    {
        var context = shop.Context(await shop.InspectAsync(), new CheckTarget { Id = "check" }, _fetch);
        if (required is not null)
            context = shop.Context(context.Before, new CheckTarget { Id = "check" }, plan => plan with { RequiredSettings = [Name.Of(required)] }, _fetch);

        Directory.CreateDirectory(context.Folder.Source("new"));
        await File.WriteAllTextAsync(Path.Combine(context.Folder.Source("new"), "compose.yml"), target);
        context.Evidence.Save(SourceEvidence.FileName("new"), new SourceEvidence("new", context.Folder.Source("new"), "test", ""));
        var outcome = await new CheckTargetHandler(lab.Engine, shop.Compose).DoAsync(context);
        return outcome is Engine.Steps.StepOutcome.Failed failed ? failed.What : "";
    }
}
