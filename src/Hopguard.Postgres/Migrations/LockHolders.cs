using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Migrations;

/// <summary>
/// Who keeps others waiting in a database: a lock that nobody lets go of stops migrations, and the look at them, without a word from the application. Told are sessions as
/// <c>pg_stat_activity</c> has them, without their queries, which may hold what users wrote.
/// </summary>
internal static class LockHolders
{
    private const string Described = "format('session %s of user %s (program %L, from %s, %s)', pid, usename, application_name, coalesce(host(client_addr), 'the server itself'), coalesce(state, 'at work'))";

    /// <summary>The sessions that let nobody read a table.</summary>
    /// <param name="connection">A session in the table's database.</param>
    /// <param name="table">The table's name, quoted as in SQL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<string>> OfTableAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken) => connection.QueryAsync(
        $"""
        SELECT DISTINCT {Described} FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE relation = to_regclass('{table.Replace("'", "''", StringComparison.Ordinal)}') AND granted AND mode = 'AccessExclusiveLock' AND pid <> pg_backend_pid()
        """,
        row => row.GetString(0),
        cancellationToken);

    /// <summary>The sessions for which others of the same database wait.</summary>
    public static Task<List<string>> OfWaitingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.QueryAsync(
        $"""
        SELECT DISTINCT {Described} FROM pg_stat_activity
        WHERE pid IN (SELECT unnest(pg_blocking_pids(waiting.pid)) FROM pg_stat_activity AS waiting WHERE waiting.datname = current_database())
        """,
        row => row.GetString(0),
        cancellationToken);
}
