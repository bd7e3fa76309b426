using System.Collections.Concurrent;
using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Npgsql;

namespace Hopguard.Postgres.Verification;

/// <summary>Gathers planner statistics, which no dump holds: without them the first queries after an upgrade may take for ever.</summary>
internal static class Analysis
{
    private const int Connections = 2;

    // What ANALYZE without a name takes: its own order is that of the catalogue, and one connection leaves the other processor idle.
    private const string Tables = """
        SELECT format('%I.%I', n.nspname, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't'
        ORDER BY pg_table_size(c.oid) DESC, 1
        """;

    /// <summary>
    /// Analyses every table of every database, largest first. That it cannot be done slows queries and proves nothing about the copy: it is said in the log, and that is all.
    /// </summary>
    public static async Task RunAsync(PostgreSqlEndpoint server, Action<string> log, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(server, cancellationToken);
        }
        catch (Exception trouble) when (trouble is HopguardException or NpgsqlException)
        {
            log($"Planner statistics could not be gathered, run ANALYZE later: {trouble.Message}");
        }
    }

    private static async Task RunAsync(PostgreSqlEndpoint server, CancellationToken cancellationToken)
    {
        foreach (var database in await FingerprintReader.ListDatabasesAsync(server, cancellationToken))
        {
            var tables = new ConcurrentQueue<string>(await ListAsync(server.In(database), cancellationToken));
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => WorkAsync(server.In(database), tables, cancellationToken)));
        }
    }

    private static async Task<List<string>> ListAsync(PostgreSqlEndpoint database, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(database, cancellationToken);
        return await connection.QueryAsync(Tables, row => row.GetString(0), cancellationToken);
    }

    private static async Task WorkAsync(PostgreSqlEndpoint database, ConcurrentQueue<string> tables, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(database, cancellationToken);
        while (tables.TryDequeue(out var table))
            await connection.ExecuteAsync($"ANALYZE {table}", cancellationToken);
    }
}
