using Hopguard.Engine;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Tests.Servers;

/// <summary>Questions of an application's file to a real server.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class PostgreSqlProbeTests(PostgresFixture fixture)
{
    [Fact]
    public async Task A_query_reads_and_does_nothing_else()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        await deployed.Server.SqlAsync("CREATE TABLE about AS SELECT 7 AS number, 'v1.2.0'::text AS v, null::text AS nothing", "cvat");

        (await QueryAsync("SELECT v, number, nothing FROM about")).Should().BeEquivalentTo(new[] { new[] { "v1.2.0", "7", string.Empty } });
        (await QueryAsync("SELECT v FROM about WHERE number > 7")).Should().BeEmpty();
        await this.Invoking(_ => QueryAsync("SELECT v INTO other FROM about")).Should().ThrowAsync<HopguardException>().WithMessage("PostgreSQL of container '*' does not answer 'SELECT v INTO other FROM about': cannot execute SELECT INTO in a read-only transaction");
        await this.Invoking(_ => QueryAsync("SELECT v FROM nowhere")).Should().ThrowAsync<HopguardException>().WithMessage("*relation \"nowhere\" does not exist");

        Task<IReadOnlyList<IReadOnlyList<string>>> QueryAsync(string sql) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).QueryAsync(deployed.Server.Container, "cvat", sql, CancellationToken.None);
    }
}
