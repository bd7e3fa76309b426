using Hopguard.Engine;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Npgsql;

namespace Hopguard.Postgres.Migrations;

/// <summary>Reads which migrations an application's framework has recorded as applied.</summary>
internal sealed class MigrationTableReader(PostgreSqlEndpoint server, MigrationTable table, string? cluster)
{
    private readonly string _name = $"{SqlName.Quote(table.Schema)}.{SqlName.Quote(table.Table)}";

    // Whoever waits for migrations looks again and again: a look that waits itself would wait without a limit.
    private const string Limits = "SET lock_timeout = '5s'; SET statement_timeout = '60s'";

    /// <summary>Applied migrations, each with its component where a column names that; none while the table does not exist.</summary>
    public async Task<IReadOnlySet<(string? Component, string Name)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(server.In(table.Database), cancellationToken);
        await connection.ExecuteAsync(Limits, cancellationToken);
        if (cluster is not null && await connection.ScalarAsync<string>(ServerIdentity.OfCluster, cancellationToken) != cluster)
            throw new HopguardException($"The server that answers at {server.Host} is not that of {server.Subject} (cluster {cluster})", "Look whether the engine was restarted");

        var exists = await connection.ScalarAsync<string>($"SELECT to_regclass('{_name.Replace("'", "''", StringComparison.Ordinal)}')::text", cancellationToken);
        if (exists is null)
            return new HashSet<(string?, string)>();

        var sql = $"SELECT {(table.AppColumn is { } app ? SqlName.Quote(app) : "NULL")}::text, {SqlName.Quote(table.NameColumn)}::text FROM {_name}";
        try
        {
            return (await connection.QueryAsync(sql, row => (row.IsDBNull(0) ? null : row.GetString(0), row.GetString(1)), cancellationToken)).ToHashSet();
        }
        catch (PostgresException locked) when (locked.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // Whoever held it may have ended between the two questions.
            var holders = await LockHolders.OfTableAsync(connection, _name, cancellationToken);
            var who = holders.Count > 0 ? $"is locked by {string.Join(", ", holders)}" : "was locked by a session that has released it since";
            throw new HopguardException($"Table '{table.Table}' of {server.Subject} {who}", null, locked);
        }
    }

    /// <summary>The sessions of the application's database for which others wait.</summary>
    public async Task<IReadOnlyList<string>> FindLockHoldersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenOnceAsync(server.In(table.Database), cancellationToken);
        await connection.ExecuteAsync(Limits, cancellationToken);
        return await LockHolders.OfWaitingAsync(connection, cancellationToken);
    }
}
