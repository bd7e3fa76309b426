using Hopguard.Containers.Snapshots;

namespace Hopguard.Docker.Tests.Compose;

[Collection(nameof(DockerLabCollection))]
public sealed class ComposeDeploymentTests(DockerLab lab)
{
    [Fact]
    public async Task Deployment_is_found_by_its_folder_even_through_a_link()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var link = shop.Folder + "-link";
        Directory.CreateSymbolicLink(link, shop.Folder);
        shop.Options = shop.Options with { DeploymentFolder = link };

        var found = await shop.InspectAsync();

        (found.Project, found.Version, found.ComposeFiles.Single()).Should().Be((shop.Name, "1.0.0", "compose.yml"));
        found.Services.Select(service => (service.Service, service.WasRunning, service.RestartPolicy)).Should().BeEquivalentTo([("db", true, "always"), ("server", true, "always"), ("worker", true, "always")]);
        found.Store("database").Should().Be(new StoreSnapshot("db", shop.Container("db"), shop.Volume("db"), "/data"));

        shop.Options = shop.Options with { ComposeFiles = ["compose.yml", "nope.yml"] };
        await shop.Invoking(it => it.InspectAsync()).Should().ThrowAsync<HopguardException>().WithMessage("Compose file 'nope.yml' does not exist in *", "no run is begun with what is wrong already");
    }

    [Fact]
    public async Task Folder_that_nothing_runs_from_is_an_error_that_names_the_others()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        shop.Options = shop.Options with { DeploymentFolder = "/nowhere" };

        (await shop.Invoking(it => it.InspectAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().StartWith("No compose project runs from '/nowhere'").And.Contain(shop.Folder);
    }

    [Fact]
    public async Task Stopped_database_is_an_error()
    {
        await using var shop = await Shop.StartAsync(lab);
        await shop.Compose.StopAsync(shop.Project, ["db"], CancellationToken.None);

        await shop.Invoking(it => it.InspectAsync()).Should().ThrowAsync<HopguardException>().WithMessage($"Container '{shop.Container("db")}' of store 'database' is stopped");
    }

    [Theory]
    [InlineData("volumes: [db:/data]", "volumes: [media:/data]", "*does not mount the volume 'db'*")]
    [InlineData("volumes: [db:/data]", "environment: { PGDATA: /data/deep }\n    volumes: [db:/data, /data/deep]", "*lies on the anonymous volume*")]
    [InlineData("volumes: [db:/data]", "environment: { PGDATA: /elsewhere }\n    volumes: [db:/data]", "*on no volume*")]
    public async Task Database_whose_data_would_be_lost_with_its_container_is_refused(string from, string to, string message)
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write("compose.yml", Shop.File("1.0.0").Replace(from, to));
        await shop.StartAsync();

        await shop.Invoking(it => it.InspectAsync()).Should().ThrowAsync<HopguardException>().WithMessage(message);
    }

    [Fact]
    public async Task Answer_that_contradicts_the_images_tag_is_an_error()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Write(".env", "SHOP_VERSION=v2.0.0");
        await shop.StartAsync();

        await shop.Invoking(it => it.InspectAsync()).Should().ThrowAsync<HopguardException>().WithMessage("*answers with version 1.0.0, but its image is tagged 'hopguard-test/server:v2.0.0'");
    }
}
