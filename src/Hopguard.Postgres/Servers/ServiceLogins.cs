using Hopguard.Containers.Ports;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Servers;

/// <summary>
/// Whether the services of the target can log in with what they are told. Roles, passwords and databases are the old server's, whatever the files say; found later, it shows as a migration that
/// never comes, in the middle of the outage.
/// </summary>
internal static class ServiceLogins
{
    private const string Role = "SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = $1";
    private const string HasDatabase = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";

    // From elsewhere than the server's own container: a rule by which a password may not be asked for.
    private const string AsksNoPassword = """
        SELECT EXISTS (SELECT FROM pg_hba_file_rules WHERE type <> 'local' AND coalesce(address, '') NOT IN ('127.0.0.1', '::1') AND auth_method NOT IN ('md5', 'scram-sha-256', 'password'))
        """;

    /// <inheritdoc cref="IStoreProbe.FindRefusedAsync" />
    public static async Task<IReadOnlyList<string>> FindRefusedAsync(NpgsqlConnection old, IReadOnlyList<StoreLogin> logins, ComposeService? fresh, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        if (logins.Count == 0)
            return problems;

        var asksPassword = fresh is null ? await AsksPasswordAsync(old, cancellationToken) : fresh.Environment.GetValueOrDefault(TargetCredentials.Method) != "trust";
        foreach (var login in logins.DistinctBy(login => (login.User, login.Password, login.Database)))
        {
            if (await FindTroubleAsync(old, login, asksPassword, cancellationToken) is { } trouble)
                problems.Add(trouble);
            if (login.Database is { } database && !await ExistsAsync(old, database, cancellationToken))
                problems.Add($"service '{login.Service}' of the target works in database '{database}' of store '{login.Store}', which the running server does not have (set '{login.Told.Database}' to the one that it has)");
        }

        return problems;
    }

    private static async Task<string?> FindTroubleAsync(NpgsqlConnection old, StoreLogin login, bool asksPassword, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Role, old) { Parameters = { new NpgsqlParameter { Value = login.User } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return $"service '{login.Service}' of the target logs in to store '{login.Store}' as user '{login.User}', which the running server does not have (set '{login.Told.User}' to the one that it has)";
        if (!reader.GetBoolean(0))
            return $"service '{login.Service}' of the target logs in to store '{login.Store}' as user '{login.User}', which may not log in on the running server (set '{login.Told.User}' to one that may)";

        // A service that is told no password may have one of its own.
        return !asksPassword || login.Password is null || PasswordHash.Fits(reader.GetTextOrNull(1), login.User, login.Password)
            ? null
            : $"service '{login.Service}' of the target has another password for user '{login.User}' of store '{login.Store}' than the running server"
                + $" (set '{login.Told.Password}' to the one that holds, or 'ALTER ROLE' on the running server to the new one)";
    }

    // An older server does not tell its rules.
    private static async Task<bool> AsksPasswordAsync(NpgsqlConnection old, CancellationToken cancellationToken) =>
        await old.MajorAsync(cancellationToken) >= 10 && !await old.ScalarAsync<bool>(AsksNoPassword, cancellationToken);

    private static async Task<bool> ExistsAsync(NpgsqlConnection old, string database, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(HasDatabase, old) { Parameters = { new NpgsqlParameter { Value = database } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
