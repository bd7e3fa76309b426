using Hopguard.Lab;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Verification;

namespace Hopguard.Postgres.Tests.Verification;

[Collection(nameof(SecondPostgresCollection))]
public sealed class AnalysisTests(PostgresFixture fixture)
{
    [Fact]
    public async Task Statistics_that_cannot_be_gathered_are_said_and_fail_nothing()
    {
        await using var server = await LabPostgres.StartPreparedAsync(fixture.Lab, 10);
        var said = new List<string>();

        await Analysis.RunAsync(new PostgreSqlEndpoint("a server", await server.AddressAsync(), 5432, "nobody", null, "template1"), said.Add, CancellationToken.None);

        said.Should().ContainSingle().Which.Should().StartWith("Planner statistics could not be gathered, run ANALYZE later: ").And.Contain("'nobody'");
    }
}
