using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Stopping;

/// <summary>
/// The next transaction id of a server that nobody writes to. Everything that changes what a cluster holds takes a transaction id: rows, definitions, roles, large
/// objects, and the first value that a sequence gives out after a checkpoint. What a server does by itself (checkpoints, pruning, hint bits) takes none, though it
/// moves the write-ahead log. So the same id at a clean stop means that nothing was written.
/// </summary>
/// <param name="NextTransaction">The id, epoch included.</param>
/// <param name="SystemIdentifier">The cluster that was asked.</param>
internal sealed record TransactionMark(ulong NextTransaction, string SystemIdentifier)
{
    // A snapshot ends behind the newest transaction that is over: one that is under way with a newer id is not in it, and is told by the lock that it holds on its own id.
    private const string Ask = """
        SELECT txid_snapshot_xmin(s)::text, txid_snapshot_xmax(s)::text, (SELECT system_identifier::text FROM pg_control_system()),
            EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted)
        FROM txid_current_snapshot() s
        """;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // A server that vacuums by itself or is slow takes an id now and then: one unlucky look says nothing, however long it took.
    private const int FewestLooks = 10;

    /// <summary>
    /// Takes the mark behind a checkpoint and while no transaction is under way: one that was would commit later under an id that counts as used already.
    /// </summary>
    /// <exception cref="HopguardException">Somebody writes without end.</exception>
    public static async Task<TransactionMark> TakeAsync(PostgreSqlEndpoint endpoint, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(endpoint, cancellationToken);
        // What was written until now may take minutes to reach the disk, and that is not the time of a look.
        await connection.ExecuteAsync("CHECKPOINT", cancellationToken);
        var began = clock.GetTimestamp();
        for (var looks = 1; ; looks++)
        {
            var before = await AskAsync(connection, cancellationToken);
            await connection.ExecuteAsync("CHECKPOINT", cancellationToken);
            var after = await AskAsync(connection, cancellationToken);
            if (before is not null && before == after)
                return after;

            if (looks >= FewestLooks && clock.GetElapsedTime(began) > TimeLimit)
                throw new HopguardException($"{endpoint.Subject} is written to, though nobody may", "Find out which connection writes, end it, then run the same command again");

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task<TransactionMark?> AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(Ask, row => (Oldest: row.GetString(0), Next: row.GetString(1), Cluster: row.GetString(2), IsWritten: row.GetBoolean(3)), cancellationToken);
        return rows[0].Oldest == rows[0].Next && !rows[0].IsWritten ? new TransactionMark(ulong.Parse(rows[0].Next, System.Globalization.CultureInfo.InvariantCulture), rows[0].Cluster) : null;
    }
}
