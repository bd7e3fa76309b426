using Hopguard.Containers.Ports;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Connections;
using Npgsql;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Postgres.Servers;

/// <summary>What the engine asks of a PostgreSQL server.</summary>
public sealed class PostgreSqlProbe(IContainerEngine engine, TimeProvider clock) : IStoreProbe
{
    private const string Size = "SELECT sum(pg_database_size(oid))::bigint FROM pg_database WHERE datallowconn";

    // Hopguard's tools and sessions carry its name; autovacuum and replication are no clients in this sense, but a replica is.
    private const string Clients = """
        SELECT format('%s@%s of database %s (%s)', usename, coalesce(host(client_addr), 'local'), coalesce(datname, '-'), coalesce(nullif(application_name, ''), 'unnamed')),
            format('%s %s', pid, backend_start), host(client_addr)
        FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND application_name <> 'hopguard' AND backend_type IN ('client backend', 'walsender')
        ORDER BY 1
        """;

    /// <inheritdoc />
    public StoreKind Kind => StoreKind.PostgreSql;

    /// <inheritdoc />
    public Task WaitUntilReadyAsync(string container, TimeSpan timeLimit, IProgress<StepProgress> progress, CancellationToken cancellationToken) =>
        new Readiness(engine, clock).WaitAsync(container, $"container '{container}'", timeLimit, progress, cancellationToken);

    /// <inheritdoc />
    public async Task<int> ReadMajorAsync(string container, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(container, cancellationToken);
        return await connection.MajorAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> FindOwnSettingsAsync(string container, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(container, cancellationToken);
        return await OwnSettings.ReadAsync(connection, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<long> MeasureAsync(string container, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(container, cancellationToken);
        return await connection.ScalarAsync<long>(Size, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreClient>> ListClientsAsync(string container, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(container, cancellationToken);
        return await connection.QueryAsync(Clients, row => new StoreClient(row.GetString(1), row.GetString(0), row.GetTextOrNull(2)), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<IReadOnlyList<string>>> QueryAsync(string container, string database, string query, CancellationToken cancellationToken)
    {
        var server = await ServerContainer.FindAsync(engine, container, $"container '{container}'", cancellationToken);
        return await ReadOnlyQuery.AskAsync(server.Endpoint.In(database), query, query, "5s", cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<IReadOnlyList<string>>?> FindRowsAsync(string container, string database, string query, int most, CancellationToken cancellationToken)
    {
        var server = await ServerContainer.FindAsync(engine, container, $"container '{container}'", cancellationToken);
        return await ReadOnlyQuery.FindRowsAsync(server.Endpoint.In(database), query, most, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> FindUnusableAsync(string container, ComposeService target, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(container, cancellationToken);
        return await TargetCredentials.FindUnusableAsync(connection, target, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> FindRefusedAsync(string container, IReadOnlyList<StoreLogin> logins, ComposeService? fresh, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(container, cancellationToken);
        return await ServiceLogins.FindRefusedAsync(connection, logins, fresh, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ChangedBase?> FindChangedBaseAsync(string container, string image, ContainerOwner owner, CancellationToken cancellationToken)
    {
        var server = await ServerContainer.FindAsync(engine, container, $"container '{container}'", cancellationToken);
        var before = await ImageBase.AskAsync(engine, server.Container.ImageId, owner, cancellationToken);
        var now = await ImageBase.AskAsync(engine, image, owner, cancellationToken);
        return before == now ? null : before.ChangeTo(now, await TextOrder.ReadAsync(server.Endpoint, cancellationToken));
    }

    private async Task<NpgsqlConnection> ConnectAsync(string container, CancellationToken cancellationToken)
    {
        var server = await ServerContainer.FindAsync(engine, container, $"container '{container}'", cancellationToken);
        return await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
    }
}
