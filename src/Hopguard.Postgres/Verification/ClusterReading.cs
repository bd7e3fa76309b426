using System.Globalization;
using Hopguard.Postgres.Connections;

namespace Hopguard.Postgres.Verification;

/// <summary>
/// Which cluster was read in full, and how far its transactions had come before. Every transaction that changes something takes a number, numbers only grow, over any
/// stop and start, and a cluster remembers how each one ended: where all numbers taken since belong to transactions that were taken back, it holds what was read. Only
/// sequences move without regard to that, so whoever relies on this reads them again. Saved as <c>&lt;trial&gt;.reading.json</c>.
/// </summary>
/// <param name="SystemIdentifier">What <c>initdb</c> gave the cluster.</param>
/// <param name="NextTransaction">The next number.</param>
/// <param name="IsQuiet">Whether no transaction with a number was in progress: such a one could still change something under its old number.</param>
public sealed record ClusterReading(string SystemIdentifier, long NextTransaction, bool IsQuiet)
{
    // Beyond that, what is asked for each number costs more than it saves.
    private const int NumbersAsked = 10_000;

    private const string Query = """
        SELECT (SELECT system_identifier::text FROM pg_control_system()), txid_snapshot_xmax(now), txid_snapshot_xmin(now) = txid_snapshot_xmax(now)
        FROM (SELECT txid_current_snapshot() AS now) s
        """;

    /// <summary>The file a reading of that trial is saved under.</summary>
    public static string FileName(string trial) => trial + ".reading.json";

    /// <summary>Asks a server.</summary>
    public static async Task<ClusterReading> TakeAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(endpoint, cancellationToken);
        return (await connection.QueryAsync(Query, row => new ClusterReading(row.GetString(0), row.GetInt64(1), row.GetBoolean(2)), cancellationToken))[0];
    }

    /// <summary>Whether a server is this cluster, and no transaction has changed anything in it since.</summary>
    public async Task<bool> HoldsAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        var now = await TakeAsync(endpoint, cancellationToken);
        if (!IsQuiet || !now.IsQuiet || now.SystemIdentifier != SystemIdentifier || now.NextTransaction < NextTransaction || now.NextTransaction - NextTransaction > NumbersAsked)
            return false;

        await using var connection = await PinnedSession.OpenAsync(endpoint, cancellationToken);
        var others = string.Create(
            CultureInfo.InvariantCulture, $"SELECT count(*) FROM generate_series({NextTransaction}::bigint, {now.NextTransaction - 1}::bigint) n WHERE txid_status(n) IS DISTINCT FROM 'aborted'");
        return await connection.ScalarAsync<long>(others, cancellationToken) == 0;
    }
}
