using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Docker.Targets;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>The major of PostgreSQL that an image of the target runs is read from its name as the analysis reads it, and the release of the shop has 15.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class DatabaseImageTests(DockerLab lab)
{
    [Theory]
    [InlineData("postgres:15.4-alpine3.18")]
    [InlineData("pgvector/pgvector:pg15")]
    [InlineData("timescale/timescaledb:2.14.2-pg15")]
    [InlineData("appwrite/postgres:0.1.0")]
    [InlineData("example.org/database:7")]
    public async Task An_image_of_the_major_or_of_one_that_its_name_does_not_tell_passes(string image) => (await ProblemsAsync(image)).Should().BeEmpty();

    [Theory]
    [InlineData("postgres:10-alpine")]
    [InlineData("pgvector/pgvector:pg17")]
    [InlineData("timescale/timescaledb:2.14.2-pg14")]
    [InlineData("timescale/timescaledb:15.1-pg16")]
    public async Task An_image_of_another_major_is_refused(string image) =>
        (await ProblemsAsync(image)).Should().Equal($"service 'db' of the target would run image '{image}' instead of PostgreSQL 15");

    private async Task<IReadOnlyList<string>> ProblemsAsync(string image)
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        var services = new Dictionary<string, ComposeService> { ["db"] = new("db", image, null, new Dictionary<string, string>(), [], []) };
        var project = new ComposeConfiguration(shop.Name, services, new Dictionary<string, string>(), new Dictionary<string, string>(), []);
        var context = shop.Context(shop.Snapshot(), new CheckTarget { Id = "check" });
        return [.. new ImagesOfTarget().Problems(new RenderedTarget(project, project, TargetFiles.Of(context), CarriedFiles.None), context)];
    }
}
