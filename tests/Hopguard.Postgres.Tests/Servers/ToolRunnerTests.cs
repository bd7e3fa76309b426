using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Lab;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Tests.Servers;

[Collection(nameof(PostgresCollection))]
public sealed class ToolRunnerTests(PostgresFixture fixture) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_engine_that_sees_another_folder_is_found_out()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        var here = await ToolsAsync(deployed, fixture.Engine);
        var elsewhere = await ToolsAsync(deployed, new ElsewhereEngine(fixture.Engine, _folder).Engine);

        await here.RunAsync("Test", ["true"], CancellationToken.None);
        var run = () => elsewhere.RunAsync("Test", ["true"], CancellationToken.None);

        (await run.Should().ThrowAsync<HopguardException>()).WithMessage($"The container engine does not see folder '{_folder}'");
    }

    [Fact]
    public async Task A_failing_tool_is_told_with_its_last_lines()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        var tools = await ToolsAsync(deployed, fixture.Engine);

        var run = () => tools.RunAsync("Dump of database 'none'", ["pg_dump", "--dbname=none"], CancellationToken.None);

        (await run.Should().ThrowAsync<HopguardException>()).WithMessage("Dump of database 'none' failed with exit code 1: pg_dump: error: *database \"none\" does not exist");
    }

    [Fact]
    public async Task A_tool_does_not_begin_where_another_server_answers_than_the_one_meant()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        var cluster = await deployed.Server.SqlAsync("SELECT system_identifier FROM pg_control_system()");
        await (await ToolsAsync(deployed, fixture.Engine, cluster)).RunAsync("Test", ["true"], CancellationToken.None);

        var run = async () => await (await ToolsAsync(deployed, fixture.Engine, "1")).RunAsync("Test", ["true"], CancellationToken.None);

        (await run.Should().ThrowAsync<HopguardException>()).WithMessage("Test was not begun: at * is not the server of store 'database' (cluster 1) any more*");
    }

    private async Task<ToolRunner> ToolsAsync(Deployed deployed, IContainerEngine engine, string cluster = "")
    {
        var server = await ServerContainer.FindAsync(fixture.Engine, deployed.Server.Container, "store 'database'", CancellationToken.None);
        return new ToolRunner(engine, LabImage.Postgres15.Tag, server.Endpoint, server.Network, _folder, deployed.Context.Owner("test")) { Cluster = cluster };
    }
}
