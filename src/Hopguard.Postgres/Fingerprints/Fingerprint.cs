using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Hopguard.Engine.Evidence;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>
/// What a PostgreSQL cluster holds, in a form that is equal for equal content on every major from 10 to 18. Holds no row and no secret, but definitions
/// and comments in full. Saved as <c>&lt;copy&gt;.fingerprint.json</c>.
/// </summary>
public sealed record Fingerprint
{
    /// <summary>The file a fingerprint of that copy or trial is saved under.</summary>
    public static string FileName(string name) => FingerprintFiles.Of(name);

    /// <summary>The server it was taken from.</summary>
    public required ServerIdentity Server { get; init; }

    /// <summary>The one database that was looked at, on a server that is not the deployment's; null where the whole cluster was.</summary>
    public string? Only { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Roles, memberships, settings: what belongs to no single database.</summary>
    public required Catalogue Cluster { get; init; }

    /// <summary>Databases by name; maintenance databases that are as <c>initdb</c> made them are left out.</summary>
    public required SortedDictionary<string, DatabaseFingerprint> Databases { get; init; }

    /// <summary>Rows of all tables.</summary>
    [JsonIgnore]
    public long Rows => Databases.Values.Sum(database => database.Tables.Values.Sum(table => table.Rows));

    /// <summary>Number of tables with rows of their own.</summary>
    [JsonIgnore]
    public long Tables => Databases.Values.Sum(database => (long)database.Tables.Count);
}

/// <summary>Which server a fingerprint was taken from.</summary>
/// <param name="Version">Such as <c>10.23</c>.</param>
/// <param name="Major">Such as 10.</param>
/// <param name="SystemIdentifier">What <c>initdb</c> gave the cluster: two servers of the same identifier are the same cluster.</param>
/// <remarks>Where a server tells that to superusers only, the identity is that of the database: its number, its owner's, and how it was made. It then begins with <c>database</c>.</remarks>
public sealed record ServerIdentity(string Version, int Major, string SystemIdentifier)
{
    private const string OneDatabase = "database ";
    /// <summary>Asks a server for the identity of its cluster.</summary>
    internal const string OfCluster = "SELECT system_identifier::text FROM pg_control_system()";

    private const string OfDatabase =
        "SELECT format('database %s of %s (%s, %s)', oid, datdba, pg_encoding_to_char(encoding), datcollate) FROM pg_database WHERE datname = current_database()";

    private const string MayAskCluster = "SELECT has_function_privilege('pg_control_system()', 'execute')";

    /// <summary>Whether an identity is that of a server as a whole.</summary>
    internal static bool IsOfCluster(string identity) => !identity.StartsWith(OneDatabase, StringComparison.Ordinal);

    /// <summary>The query that gives an identity of the kind that another one is of.</summary>
    internal static string Question(string identity) => IsOfCluster(identity) ? OfCluster : OfDatabase;

    /// <summary>The identity of the server of a session, or where that is not told of its database.</summary>
    internal static async Task<string> AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.ScalarAsync<string>(await connection.ScalarAsync<bool>(MayAskCluster, cancellationToken) ? OfCluster : OfDatabase, cancellationToken))!;
}

/// <summary>What one database holds.</summary>
public sealed record DatabaseFingerprint
{
    /// <summary>Rows by table, as <c>schema.table</c>; partitions by their own names.</summary>
    public required SortedDictionary<string, RowDigest> Tables { get; init; }

    /// <summary>Values of sequences: <c>17 called</c>.</summary>
    public required SortedDictionary<string, string> Sequences { get; init; }

    /// <summary>Number and content of large objects.</summary>
    public required RowDigest LargeObjects { get; init; }

    /// <summary>Their number, owners and privileges.</summary>
    public required RowDigest LargeObjectOwners { get; init; }

    /// <summary>Definitions, by kind.</summary>
    public required Catalogue Objects { get; init; }
}

/// <summary>Objects of a database or cluster: by kind (<c>index</c>), then by name, their attributes (<c>definition</c>).</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A catalogue is what PostgreSQL calls it")]
public sealed class Catalogue() : SortedDictionary<string, SortedDictionary<string, SortedDictionary<string, string>>>(StringComparer.Ordinal);
