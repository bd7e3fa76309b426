using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Migrations;
using Hopguard.Postgres.Servers;
using Npgsql;

namespace Hopguard.Postgres.Dumps;

/// <summary>Refuses what a dump would lose or could not be restored from.</summary>
internal static class DumpPrecheck
{
    // A session that is over is listed until its process has ended, and a short query is no reason to go back.
    private static readonly TimeSpan EndOfSession = TimeSpan.FromSeconds(3);

    private const string Tablespaces = "SELECT spcname::text FROM pg_tablespace WHERE oid >= 16384 ORDER BY 1";
    private const string Prepared = "SELECT gid FROM pg_prepared_xacts ORDER BY 1";
    private const string WithOids = "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r' AND to_jsonb(c) ->> 'relhasoids' = 'true' AND c.oid >= 16384 ORDER BY 1";

    /// <summary>Null when nothing stands against a dump.</summary>
    public static async Task<StepOutcome.Failed?> FindAsync(ServerContainer server, IStoreProbe probe, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await FindClientsAsync(server, probe, clock, cancellationToken) is { } connected)
            return connected;

        await using (var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken))
        {
            if (await FindTablespaceAsync(server, connection, cancellationToken) is { } tablespace)
                return tablespace;

            var prepared = await connection.QueryAsync(Prepared, row => row.GetString(0), cancellationToken);
            if (prepared.Count > 0)
            {
                return new StepOutcome.Failed(
                    $"Prepared transaction '{prepared[0]}' of {server.Endpoint.Subject} is open, and a dump does not hold what it wrote", "COMMIT PREPARED or ROLLBACK PREPARED it");
            }
        }

        return await FindHiddenOidsAsync(server.Endpoint, cancellationToken);
    }

    /// <summary>What of this does not depend on who is connected now, and so can be known before anything is stopped; null when nothing stands against a dump.</summary>
    public static async Task<StepOutcome.Failed?> FindLastingAsync(ServerContainer server, CancellationToken cancellationToken)
    {
        await using (var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken))
        {
            if (await FindTablespaceAsync(server, connection, cancellationToken) is { } tablespace)
                return tablespace;
        }

        return await FindHiddenOidsAsync(server.Endpoint, cancellationToken);
    }

    /// <summary>
    /// Null where the application has recorded a migration on the server. A server where it never did, be it empty or of somebody else, is not the one that the application works with: a copy of it would prove nothing.
    /// </summary>
    public static async Task<StepOutcome.Failed?> FindUnusedAsync(PostgreSqlEndpoint server, MigrationTable table, CancellationToken cancellationToken)
    {
        try
        {
            if ((await new MigrationTableReader(server, table, cluster: null).ReadAsync(cancellationToken)).Count > 0)
                return null;
        }
        catch (HopguardException refused) when (refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
        {
            // There is not even the database.
        }

        return new StepOutcome.Failed(
            $"Database '{table.Database}' of {server.Subject} records no migration in '{table.Table}', so it is not what the application works with",
            "Look in the environment of the services for the server and the database that they connect to, and start them on these ones; what lies elsewhere is upgraded by hand");
    }

    private static async Task<StepOutcome.Failed?> FindTablespaceAsync(ServerContainer server, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tablespaces = await connection.QueryAsync(Tablespaces, row => row.GetString(0), cancellationToken);
        return tablespaces.Count == 0
            ? null
            : new StepOutcome.Failed(
                $"Tablespace '{tablespaces[0]}' of {server.Endpoint.Subject} lies outside the store's volume", "Move its tables to the default tablespace and drop it");
    }

    /// <summary>Null when nobody but Hopguard is connected, or stays so for three seconds.</summary>
    public static async Task<StepOutcome.Failed?> FindClientsAsync(ServerContainer server, IStoreProbe probe, TimeProvider clock, CancellationToken cancellationToken)
    {
        var clients = await probe.ListLingeringClientsAsync(server.Container.Name, EndOfSession, clock, cancellationToken);
        return clients.Count == 0
            ? null
            : new StepOutcome.Failed($"{server.Endpoint.Subject} still has clients: {string.Join(", ", clients)}", $"Stop the clients of {server.Endpoint.Subject}, whose writes the copy would not hold: {string.Join(", ", clients)}");
    }

    private static async Task<StepOutcome.Failed?> FindHiddenOidsAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        foreach (var database in await FingerprintReader.ListDatabasesAsync(endpoint, cancellationToken))
        {
            await using var connection = await PinnedSession.OpenAsync(endpoint.In(database), cancellationToken);
            var tables = await connection.QueryAsync(WithOids, row => row.GetString(0), cancellationToken);
            if (tables.Count > 0)
            {
                return new StepOutcome.Failed(
                    $"Table '{tables[0]}' of database '{database}' was made WITH OIDS, which no server from 12 on can hold", $"ALTER TABLE {tables[0]} SET WITHOUT OIDS, when nothing reads them");
            }
        }

        return null;
    }
}
