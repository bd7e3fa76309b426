using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Servers;
using Npgsql;

namespace Hopguard.Postgres.Externals;

/// <summary>PostgreSQL servers outside of the project, each asked as the role that services log in as and of the one database that is a store.</summary>
public sealed class ExternalServers(ExternalPasswords passwords, ExternalAddresses addresses) : IExternalServers
{
    private const string Size = "SELECT pg_database_size(current_database())";

    // Of sessions of other roles little more is told than that they are there. Autovacuum belongs to no role.
    private const string Clients = """
        SELECT format('%s@%s of database %s (%s)', usename, coalesce(host(client_addr), CASE WHEN backend_start IS NULL THEN 'unknown' ELSE 'local' END), datname, coalesce(nullif(application_name, ''), 'unnamed')),
            format('%s %s', pid, backend_start), host(client_addr), backend_start IS NULL
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL AND application_name IS DISTINCT FROM 'hopguard' AND coalesce(backend_type, 'client backend') IN ('client backend', 'walsender')
        ORDER BY 1
        """;

    /// <inheritdoc />
    public async Task<int> ReadMajorAsync(ExternalStore store, CancellationToken cancellationToken)
    {
        var database = await EndpointAsync(store, cancellationToken);
        try
        {
            await using var connection = await PinnedSession.OpenAsync(database, cancellationToken);
            return await connection.MajorAsync(cancellationToken);
        }
        catch (HopguardException closed) when (closed.InnerException is PostgresException { SqlState: PostgresErrorCodes.ObjectNotInPrerequisiteState })
        {
            // In the middle of a run it lets nobody in; the server answers all the same.
            await using var beside = await new DatabaseHold(database).BesideAsync(cancellationToken);
            return await beside.MajorAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<long> MeasureAsync(ExternalStore store, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(await EndpointAsync(store, cancellationToken), cancellationToken);
        return await connection.ScalarAsync<long>(Size, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreClient>> ListClientsAsync(ExternalStore store, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(await EndpointAsync(store, cancellationToken), cancellationToken);
        return await ListClientsAsync(connection, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<IReadOnlyList<string>>?> FindRowsAsync(ExternalStore store, string query, int most, CancellationToken cancellationToken) =>
        await ReadOnlyQuery.FindRowsAsync(await EndpointAsync(store, cancellationToken), query, most, cancellationToken);

    /// <inheritdoc />
    public async Task<string?> FindOwnAddressAsync(ExternalStore store, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(await EndpointAsync(store, cancellationToken), cancellationToken);
        return await connection.ScalarAsync<string>("SELECT host(inet_client_addr())", cancellationToken);
    }

    /// <inheritdoc />
    public async Task OpenAsync(ExternalStore store, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var dump in context.Plan.Steps.OfType<DumpDatabase>().Where(dump => dump.Store.Text == store.Store.Name && ClosedDatabase.IsOf(dump.As, context)))
            await OpenAsync(store, dump, context, cancellationToken);
    }

    /// <summary>The same of one dump.</summary>
    internal async Task OpenAsync(ExternalStore store, DumpDatabase dump, StepContext context, CancellationToken cancellationToken)
    {
        if (!ClosedDatabase.IsOf(dump.As, context))
            return;

        await new DatabaseHold(await EndpointAsync(store, cancellationToken)).OpenAsync(cancellationToken);
        context.Log($"{store.Server} accepts connections");
    }

    /// <summary>Whether the database is closed since the dump, and was by that dump, so that it holds what was dumped.</summary>
    internal async Task<bool> IsUntouchedAsync(ExternalStore store, string copy, StepContext context, CancellationToken cancellationToken) =>
        context.Evidence.Find<ClosedDatabase>(ClosedDatabase.FileName(copy)) is { } closed && await new DatabaseHold(await EndpointAsync(store, cancellationToken)).IsAsItWasAsync(closed, cancellationToken);

    /// <summary>Clients of the database of a session.</summary>
    internal static async Task<IReadOnlyList<StoreClient>> ListClientsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.QueryAsync(Clients, row => new StoreClient(row.GetString(1), row.GetString(0), row.GetTextOrNull(2)) { IsHidden = row.GetBoolean(3) }, cancellationToken);

    /// <summary>How the database is reached.</summary>
    internal async Task<PostgreSqlEndpoint> EndpointAsync(ExternalStore store, CancellationToken cancellationToken)
    {
        var (password, variable) = await passwords.FindAsync(store, cancellationToken);
        return new($"store '{store.Store.Name}'", await addresses.FindAsync(store, cancellationToken), store.Server.Port, store.Server.User, password, store.Server.Database) { Only = store.Server.Database, PasswordVariable = variable };
    }
}
