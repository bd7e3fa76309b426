using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>
/// One moment of one database, exported so that several sessions and <c>pg_dump --snapshot</c> see exactly the same rows. It lasts until disposed.
/// </summary>
public sealed class DatabaseSnapshot : IAsyncDisposable
{
    private readonly PostgreSqlEndpoint _endpoint;

    private DatabaseSnapshot(PostgreSqlEndpoint endpoint, NpgsqlConnection connection, string id)
    {
        _endpoint = endpoint;
        Connection = connection;
        Id = id;
    }

    /// <summary>What <c>pg_dump --snapshot</c> wants to hear.</summary>
    public string Id { get; }

    /// <summary>The database that is held as it was.</summary>
    public string Database => _endpoint.Database;

    /// <summary>Whether it is all that is looked at on its server, as anybody who owns it sees it.</summary>
    internal bool IsOnly => _endpoint.Only is not null;

    internal NpgsqlConnection Connection { get; }

    /// <summary>Takes a snapshot of the endpoint's database.</summary>
    public static async Task<DatabaseSnapshot> TakeAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        var connection = await PinnedSession.OpenAsync(endpoint, cancellationToken);
        try
        {
            await connection.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", cancellationToken);
            var id = await connection.ScalarAsync<string>("SELECT pg_export_snapshot()", cancellationToken);
            return new DatabaseSnapshot(endpoint, connection, id!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another session that sees the same moment.</summary>
    internal async Task<NpgsqlConnection> JoinAsync(CancellationToken cancellationToken)
    {
        var connection = await PinnedSession.OpenAsync(_endpoint, cancellationToken);
        try
        {
            await connection.ExecuteAsync($"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '{Id}'", cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
