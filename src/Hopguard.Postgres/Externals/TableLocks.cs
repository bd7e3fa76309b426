using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Npgsql;

namespace Hopguard.Postgres.Externals;

/// <summary>Locks every table of a database against writers for as long as it lives. Whoever reads, <c>pg_dump</c> among them, is not hindered.</summary>
internal sealed class TableLocks : IAsyncDisposable
{
    private const string Limit = "SET LOCAL lock_timeout = '5s'";

    private TableLocks(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The session that holds them, which sees what others have committed.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Takes them.</summary>
    /// <exception cref="HopguardException">Somebody writes, or keeps a lock of his own.</exception>
    public static async Task<TableLocks> TakeAsync(PostgreSqlEndpoint database, CancellationToken cancellationToken)
    {
        var connection = await PinnedSession.OpenAsync(database, cancellationToken);
        try
        {
            var tables = await connection.QueryAsync(CatalogueQuery.LoadText("Catalogue/Rows/tables.sql"), row => row.GetString(0), cancellationToken);
            await connection.ExecuteAsync($"BEGIN; {Limit}", cancellationToken);
            if (tables.Count > 0)
                await connection.ExecuteAsync($"LOCK TABLE {string.Join(", ", tables.Select(table => $"ONLY {table}"))} IN SHARE MODE", cancellationToken);

            return new TableLocks(connection);
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            if (failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
                throw new HopguardException($"Tables of {database.Subject} cannot be locked against late writers, since somebody else holds a lock", $"Look at pg_locks of database '{database.Database}' for who does, end that session, then run the same command again", failure);

            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
