using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>Takes fingerprints. The same code reads both sides of a comparison, whatever their majors.</summary>
/// <param name="secrets">Digests what must not be written.</param>
/// <param name="clock">The clock.</param>
/// <param name="connections">Tables read at once.</param>
public sealed class FingerprintReader(SecretDigest secrets, TimeProvider clock, int connections = 2)
{
    private const string ListDatabases = "SELECT datname::text, datallowconn FROM pg_database WHERE datname <> 'template0' ORDER BY pg_database_size(oid) DESC, 1";
    private const string Superuser = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";

    private const string Version = "SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000";

    // Of what belongs to the cluster, settings are the ones that may belong to one database.
    private const string Settings = "setting";

    /// <summary>Databases that <c>initdb</c> makes and that count only when somebody used them.</summary>
    internal static readonly IReadOnlyList<string> MaintenanceDatabases = ["postgres", "template1"];

    /// <summary>Reads the whole cluster.</summary>
    /// <exception cref="HopguardException">The server cannot be reached, or something of it cannot be read by the endpoint's user.</exception>
    public async Task<Fingerprint> ReadAsync(PostgreSqlEndpoint endpoint, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        var databases = new Dictionary<string, DatabaseFingerprint>(StringComparer.Ordinal);
        foreach (var name in await ListDatabasesAsync(endpoint, cancellationToken))
        {
            await using var snapshot = await DatabaseSnapshot.TakeAsync(endpoint.In(name), cancellationToken);
            databases[name] = await ReadDatabaseAsync(snapshot, progress, cancellationToken);
        }

        return await ReadClusterAsync(endpoint, databases, cancellationToken);
    }

    /// <summary>Databases with content, largest first.</summary>
    /// <exception cref="HopguardException">A database accepts no connections, so nobody can say what it holds.</exception>
    public static async Task<IReadOnlyList<string>> ListDatabasesAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Only is { } only)
            return [only];

        await using var connection = await PinnedSession.OpenAsync(endpoint, cancellationToken);
        if (!await connection.ScalarAsync<bool>(Superuser, cancellationToken))
            throw new HopguardException($"User '{endpoint.User}' of {endpoint.Subject} is no superuser, so it cannot read all of it", "Name a superuser");

        var databases = await connection.QueryAsync(ListDatabases, row => (Name: row.GetString(0), Connectable: row.GetBoolean(1)), cancellationToken);
        if (databases.Find(database => !database.Connectable).Name is { } closed)
        {
            throw new HopguardException(
                $"Database '{closed}' of {endpoint.Subject} accepts no connections, so it cannot be copied", $"ALTER DATABASE \"{closed}\" ALLOW_CONNECTIONS true, or drop it");
        }

        var used = new List<string>();
        foreach (var (name, _) in databases)
        {
            if (!MaintenanceDatabases.Contains(name) || !await IsBareAsync(endpoint.In(name), cancellationToken))
                used.Add(name);
        }

        return used;
    }

    /// <summary>Reads one database as of a snapshot.</summary>
    public async Task<DatabaseFingerprint> ReadDatabaseAsync(DatabaseSnapshot snapshot, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadBesideRowsAsync(snapshot.Connection, snapshot.IsOnly, await new TableRows(snapshot, connections, progress).DigestAsync(cancellationToken), cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            throw new HopguardException($"Database '{snapshot.Database}' cannot be read in full: {failure.Message}", inner: failure);
        }
    }

    /// <summary>Reads all of a database but the rows of its tables, which are known.</summary>
    internal async Task<DatabaseFingerprint> ReadBesideRowsAsync(NpgsqlConnection connection, bool isOnly, SortedDictionary<string, RowDigest> tables, CancellationToken cancellationToken) => new()
    {
        Tables = tables,
        Sequences = await SequenceValues.ReadAsync(connection, cancellationToken),
        LargeObjects = await LargeObjects.DigestAsync(connection, cancellationToken),
        LargeObjectOwners = await LargeObjects.DigestOwnersAsync(connection, cancellationToken),
        Objects = await CatalogueQuery.ReadAsync(isOnly ? CatalogueQuery.ForAnybody : CatalogueQuery.Database, connection, secrets, cancellationToken),
    };

    /// <summary>Reads what is defined in the endpoint's one database and set for it, and nothing that its users write.</summary>
    internal async Task<Fingerprint> ReadDefinitionsAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(endpoint, cancellationToken);
        var definitions = new DatabaseFingerprint
        {
            Tables = [],
            Sequences = [],
            LargeObjects = RowDigest.Empty,
            LargeObjectOwners = RowDigest.Empty,
            Objects = await CatalogueQuery.ReadAsync(CatalogueQuery.ForAnybody, connection, secrets, cancellationToken),
        };
        return await ReadClusterAsync(endpoint, new Dictionary<string, DatabaseFingerprint>(StringComparer.Ordinal) { [endpoint.Database] = definitions }, cancellationToken);
    }

    /// <summary>Completes fingerprints of databases with what belongs to the cluster.</summary>
    public async Task<Fingerprint> ReadClusterAsync(
        PostgreSqlEndpoint endpoint, IReadOnlyDictionary<string, DatabaseFingerprint> databases, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(endpoint.Only is { } only ? endpoint.In(only) : endpoint, cancellationToken);
        var identity = await ServerIdentity.AskAsync(connection, cancellationToken);
        var server = await connection.QueryAsync(Version, row => new ServerIdentity(row.GetString(0).Split(' ')[0], row.GetInt32(1), identity), cancellationToken);
        return new Fingerprint
        {
            Server = server[0],
            Only = endpoint.Only,
            TakenAt = clock.GetUtcNow(),
            Cluster = endpoint.Only is null
                ? await CatalogueQuery.ReadAsync(CatalogueQuery.Cluster, connection, secrets, cancellationToken) : await ReadSettingsAsync(connection, cancellationToken),
            Databases = new SortedDictionary<string, DatabaseFingerprint>(databases.ToDictionary(), StringComparer.Ordinal),
        };
    }

    // Roles and their passwords are the server's; what is set for this database goes with it.
    private async Task<Catalogue> ReadSettingsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueQuery.ReadAsync([.. CatalogueQuery.Cluster.Where(query => query.Kind == Settings)], connection, secrets, cancellationToken);
        var end = " in " + await connection.ScalarAsync<string>("SELECT quote_ident(current_database())", cancellationToken);
        catalogue[Settings] = new(catalogue[Settings].Where(setting => setting.Key.EndsWith(end, StringComparison.Ordinal)).ToDictionary(), StringComparer.Ordinal);
        return catalogue;
    }

    private static async Task<bool> IsBareAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(endpoint, cancellationToken);
        return await connection.ScalarAsync<bool>(CatalogueQuery.LoadText("Catalogue/Rows/is-bare.sql"), cancellationToken);
    }
}
