using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Lab;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Tests.Stopping;

[Collection(nameof(PostgresCollection))]
public sealed class ControlFileTests(PostgresFixture fixture)
{
    private static readonly ContainerOwner Owner = new("test", "run", "test");

    [Theory]
    [InlineData(10)]
    [InlineData(15)]
    public async Task A_stopped_server_is_known_by_its_control_file_whatever_its_major(int major)
    {
        await using var server = await LabPostgres.StartAsync(fixture.Lab, major);
        await server.SqlAsync("CREATE TABLE t AS SELECT 1 AS a");
        var running = await ReadAsync(server);
        var found = await ServerContainer.FindAsync(fixture.Engine, server.Container, "server", CancellationToken.None);
        var mark = await TransactionMark.TakeAsync(found.Endpoint, TimeProvider.System, CancellationToken.None);
        await server.SqlAsync("SELECT count(*) FROM t");
        await fixture.Lab.DockerAsync("stop", server.Container);

        var stopped = await ReadAsync(server);

        running.IsShutDown.Should().BeFalse();
        stopped.Should().BeEquivalentTo(new { mark.SystemIdentifier, IsShutDown = true, mark.NextTransaction });
        stopped.Checkpoint.Should().MatchRegex("^[0-9A-F]+/[0-9A-F]+$").And.NotBe(running.Checkpoint);
    }

    [Fact]
    public void Bytes_of_something_else_are_refused()
    {
        var parse = () => ControlFile.Parse(new byte[ControlFile.Length]);

        parse.Should().Throw<HopguardException>().WithMessage("File 'global/pg_control' of the cluster is none that is known here");
    }

    private Task<ControlFile> ReadAsync(LabPostgres server) =>
        new ControlFileReader(fixture.Engine).ReadAsync(new DataFolder("volume", server.Container, string.Empty), LabImage.Postgres10.Tag, Owner, CancellationToken.None);
}
