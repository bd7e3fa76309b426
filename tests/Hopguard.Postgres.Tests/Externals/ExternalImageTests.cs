namespace Hopguard.Postgres.Tests.Externals;

/// <summary>The image that a copy of a database outside of the project is proved with. Takes away an image that the tests of every other collection start servers from.</summary>
[Collection(nameof(LonePostgresCollection))]
public sealed class ExternalImageTests(PostgresFixture fixture)
{
    [Fact]
    public async Task Without_an_image_of_its_major_nothing_is_dumped()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await deployed.GoOutsideAsync();
        await fixture.Lab.DockerAsync("tag", "postgres:10-alpine", "kept/by-a-test:10");
        await fixture.Lab.DockerAsync("rmi", "postgres:10-alpine");
        try
        {
            await Remedies.LeadsOutAsync(
                () => deployed.DoAsync(deployed.DumpHandlerOf(fixture.Engine), Hop.Dump),
                "No image of PostgreSQL 10, the major of the external database of store 'database', is on the engine, so no copy of it could be proved", "docker pull postgres:10-alpine",
                () => fixture.Lab.DockerAsync("tag", "kept/by-a-test:10", "postgres:10-alpine"));
        }
        finally
        {
            await fixture.Lab.DockerAsync("tag", "kept/by-a-test:10", "postgres:10-alpine");
            await fixture.Lab.DockerAsync("rmi", "kept/by-a-test:10");
        }
    }
}
