using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Externals;

/// <summary>
/// Keeps everybody out of one database of a server that cannot be stopped: its owner may forbid connections to it, to superusers too. Sessions that are open stay, so nobody but Hopguard may be
/// connected then.
/// </summary>
internal sealed class DatabaseHold(PostgreSqlEndpoint database)
{
    private const string Row = "SELECT format('%s closed by transaction %s', oid, xmin) FROM pg_database WHERE datname = $1 AND NOT datallowconn";

    // Nobody can forbid connections to the database that he is in.
    private static readonly string[] Others = ["postgres", "template1"];

    /// <summary>Forbids connections, and gives what the row of the database is known by.</summary>
    public async Task<ClosedDatabase> CloseAsync(CancellationToken cancellationToken)
    {
        await using var beside = await BesideAsync(cancellationToken);
        await beside.ExecuteAsync($"ALTER DATABASE {SqlName.Quote(database.Database)} ALLOW_CONNECTIONS false", cancellationToken);
        return new ClosedDatabase(await FindRowAsync(beside, cancellationToken));
    }

    /// <summary>Allows connections again; where they are allowed nothing changes.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var beside = await BesideAsync(cancellationToken);
        if (await FindRowAsync(beside, cancellationToken) is not null)
            await beside.ExecuteAsync($"ALTER DATABASE {SqlName.Quote(database.Database)} ALLOW_CONNECTIONS true", cancellationToken);
    }

    /// <summary>Whether nobody has opened it since.</summary>
    public async Task<bool> IsAsItWasAsync(ClosedDatabase closed, CancellationToken cancellationToken)
    {
        await using var beside = await BesideAsync(cancellationToken);
        return closed.Row is not null && await FindRowAsync(beside, cancellationToken) == closed.Row;
    }

    /// <summary>A session in another database of the server.</summary>
    /// <exception cref="HopguardException">The role may connect to none.</exception>
    public async Task<NpgsqlConnection> BesideAsync(CancellationToken cancellationToken)
    {
        HopguardException? refused = null;
        foreach (var other in Others.Where(other => other != database.Database))
        {
            try
            {
                return await PinnedSession.OpenAsync(database.In(other), cancellationToken);
            }
            catch (HopguardException refusal) when (refusal.InnerException is PostgresException)
            {
                refused = refusal;
            }
        }

        throw new HopguardException(
            $"User '{database.User}' may connect to no other database of the server of {database.Subject}, from which this one could be kept closed: {refused!.InnerException!.Message}",
            $"GRANT CONNECT ON DATABASE {Others[0]} TO {SqlName.Quote(database.User)}, and let him in there in pg_hba.conf", refused);
    }

    private async Task<string?> FindRowAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(Row, [database.Database], row => row.GetString(0), cancellationToken)).FirstOrDefault();
}
