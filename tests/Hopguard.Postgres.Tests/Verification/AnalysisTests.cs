using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Verification;

namespace Hopguard.Postgres.Tests.Verification;

public sealed class AnalysisTests
{
    [Fact]
    public async Task Statistics_that_cannot_be_gathered_are_said_and_fail_nothing()
    {
        var said = new List<string>();

        await Analysis.RunAsync(new PostgreSqlEndpoint("a server that is not there", "127.0.0.1", 1, "postgres", null, "template1"), said.Add, CancellationToken.None);

        said.Should().ContainSingle().Which.Should().StartWith("Planner statistics could not be gathered, run ANALYZE later: ");
    }
}
