using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Verification;

/// <summary>Gathers planner statistics, which no dump holds: without them the first queries after an upgrade may take for ever.</summary>
internal static class Analysis
{
    /// <summary>Analyses every database.</summary>
    public static async Task RunAsync(PostgreSqlEndpoint server, CancellationToken cancellationToken)
    {
        foreach (var database in await FingerprintReader.ListDatabasesAsync(server, cancellationToken))
        {
            await using var connection = await PinnedSession.OpenAsync(server.In(database), cancellationToken);
            await connection.ExecuteAsync("ANALYZE", cancellationToken);
        }
    }
}
