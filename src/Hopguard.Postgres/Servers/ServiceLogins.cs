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
    // From elsewhere than the server's own container: a rule by which a password may not be asked for.
    private const string AsksNoPassword = """
        SELECT EXISTS (SELECT FROM pg_hba_file_rules WHERE type <> 'local' AND coalesce(address, '') NOT IN ('127.0.0.1', '::1') AND auth_method NOT IN ('md5', 'scram-sha-256', 'password'))
        """;

    /// <inheritdoc cref="IStoreProbe.FindRefusedAsync" />
    public static async Task<IReadOnlyList<string>> FindRefusedAsync(NpgsqlConnection old, IReadOnlyList<StoreLogin> logins, ComposeService? fresh, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var asksPassword = fresh is null ? await AsksPasswordAsync(old, cancellationToken) : fresh.Environment.GetValueOrDefault(TargetCredentials.Method) != "trust";
        foreach (var login in logins.DistinctBy(login => (login.User, login.Password, login.Database)))
        {
            if (await FindTroubleAsync(old, login, asksPassword, cancellationToken) is { } trouble)
                problems.Add(trouble);
            if (login.Database is { } database && !await KnownToServer.HasDatabaseAsync(old, database, cancellationToken))
                problems.Add($"service '{login.Service}' of the target works in database '{database}' of store '{login.Store}', which the running server does not have (set '{login.Told.Database}' to the one that it has)");
        }

        return problems;
    }

    private static async Task<string?> FindTroubleAsync(NpgsqlConnection old, StoreLogin login, bool asksPassword, CancellationToken cancellationToken)
    {
        if (await KnownToServer.FindRoleAsync(old, login.User, cancellationToken) is not { } role)
            return $"service '{login.Service}' of the target logs in to store '{login.Store}' as user '{login.User}', which the running server does not have (set '{login.Told.User}' to the one that it has)";
        if (!role.MayLogIn)
            return $"service '{login.Service}' of the target logs in to store '{login.Store}' as user '{login.User}', which may not log in on the running server (set '{login.Told.User}' to one that may)";

        // A service that is told no password may have one of its own.
        return !asksPassword || login.Password is null || PasswordHash.Fits(role.Hash, login.User, login.Password)
            ? null
            : $"service '{login.Service}' of the target has another password for user '{login.User}' of store '{login.Store}' than the running server"
                + $" (set '{login.Told.Password}' to the one that holds, or 'ALTER ROLE' on the running server to the new one)";
    }

    // An older server does not tell its rules.
    private static async Task<bool> AsksPasswordAsync(NpgsqlConnection old, CancellationToken cancellationToken) =>
        await old.MajorAsync(cancellationToken) >= 10 && !await old.ScalarAsync<bool>(AsksNoPassword, cancellationToken);
}
