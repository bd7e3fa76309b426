using System.Diagnostics;
using Hopguard.Engine;
using Npgsql;

namespace Hopguard.Postgres.Connections;

/// <summary>Opens sessions in which every setting that changes how values and definitions are written is pinned, so that two servers can be compared.</summary>
internal static class PinnedSession
{
    // Settings that a server does not know are left out: the join is with what it knows.
    private const string Pin = """
        SELECT set_config(s.name, p.value, false)
        FROM (VALUES
            ('search_path', 'pg_catalog'), ('client_encoding', 'UTF8'), ('extra_float_digits', '0'), ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'),
            ('TimeZone', 'UTC'), ('bytea_output', 'hex'), ('xmlbinary', 'base64'), ('lc_monetary', 'C'), ('lc_numeric', 'C'), ('lc_messages', 'C'),
            ('quote_all_identifiers', 'off'), ('row_security', 'off'), ('statement_timeout', '0'), ('lock_timeout', '0'), ('transaction_timeout', '0'),
            ('idle_in_transaction_session_timeout', '0'), ('idle_session_timeout', '0'), ('jit', 'off'), ('default_transaction_read_only', 'off'),
            ('check_function_bodies', 'off'), ('client_min_messages', 'error')) p(name, value)
        JOIN pg_catalog.pg_settings s ON lower(s.name) = lower(p.name) AND (s.context <> 'superuser' OR current_setting('is_superuser') = 'on')
        """;

    // A server may be busy, full, or starting; longer than that it is not passing.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Connects and pins; tries again for half a minute where the reason may pass, because a hiccup must not turn a run back.</summary>
    /// <exception cref="HopguardException">The server does not answer, or refuses the user.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await OpenOnceAsync(endpoint, cancellationToken);
            }
            catch (HopguardException refusal) when (MayPass(refusal.InnerException) && Stopwatch.GetElapsedTime(began) < TimeLimit)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Whether what a server or its connection said may be gone a moment later: too many clients, starting or stopping, no answer in time, a broken connection.</summary>
    public static bool MayPass(Exception? failure) => failure is TimeoutException or NpgsqlException { IsTransient: true }
        || (failure is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections });

    /// <summary>Connects and pins, or says at once why not.</summary>
    /// <exception cref="HopguardException">The server does not answer, or refuses the user.</exception>
    public static async Task<NpgsqlConnection> OpenOnceAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(endpoint.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(Pin, cancellationToken);
            return endpoint.IsItsOwn is null || await endpoint.IsItsOwn(cancellationToken) ? connection : throw Elsewhere(endpoint);
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            if (failure is NpgsqlException or TimeoutException)
                throw Explain(endpoint, failure);

            throw;
        }
    }

    private static HopguardException Elsewhere(PostgreSqlEndpoint endpoint) =>
        new($"The server that answers at {endpoint.Host} is not that of {endpoint.Subject}, which has another address by now", "Run the same command again: it asks the engine anew where the server is");

    // Some of what is pinned is a superuser's to set.
    private static HopguardException Explain(PostgreSqlEndpoint endpoint, Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ObjectNotInPrerequisiteState } when endpoint.Only is not null => new HopguardException(
            $"Database '{endpoint.Database}' of the external server of {endpoint} accepts no connections",
            $"Go on with the run that closed it, or roll it back; is its state folder lost for good, then let the owner type in database 'postgres': ALTER DATABASE {SqlName.Quote(endpoint.Database)} ALLOW_CONNECTIONS true", failure),
        PostgresException refusal when endpoint.Only is not null => new HopguardException(
            $"The external server of {endpoint} refuses user '{endpoint.User}' in database '{endpoint.Database}': {refusal.MessageText}",
            $"Let this host in as '{endpoint.User}' with the password that the services have; where they have it from a place that this host cannot read, export {endpoint.PasswordVariable}, or write it into '.env'", failure),
        _ when endpoint is { Only: not null, Password: null } && failure.InnerException is null => new HopguardException(
            $"The external server of {endpoint} wants a password of user '{endpoint.User}', and that of the services cannot be read on this host: {failure.Message}",
            $"Export {endpoint.PasswordVariable}, write it into '.env', or let this user read the file that the services have it from", failure),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            new HopguardException($"User '{endpoint.User}' of {endpoint.Subject} is no superuser, so it cannot read all of it", "Name a superuser", failure),
        PostgresException refusal => new HopguardException(
            $"PostgreSQL of {endpoint} refuses user '{endpoint.User}' in database '{endpoint.Database}': {refusal.MessageText}",
            "Check POSTGRES_USER and POSTGRES_PASSWORD of its container", failure),
        _ when endpoint.Only is not null => new HopguardException(
            $"The external server of {endpoint} cannot be reached: {failure.Message}", "Run Hopguard on the engine's own host, and let that one through to the server", failure),
        _ => new HopguardException(
            $"PostgreSQL of {endpoint} cannot be reached: {failure.Message}",
            "Run Hopguard on the engine's own host, where the addresses of containers can be reached", failure),
    };
}
