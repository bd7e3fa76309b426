using Hopguard.Containers.Ports;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Servers;

/// <summary>
/// Whether the user, the password and the database that the target's service names will work on the new server. Roles, passwords and databases come from the old
/// one with the dump, so that is where they have to be; found later, they show as a server that does not answer.
/// </summary>
internal static class TargetCredentials
{
    /// <summary>By which the official image says how everybody from elsewhere logs in.</summary>
    internal const string Method = "POSTGRES_HOST_AUTH_METHOD";

    private const string User = "POSTGRES_USER";
    private const string Password = "POSTGRES_PASSWORD";
    private const string Database = "POSTGRES_DB";
    private const string InitialisationArguments = "POSTGRES_INITDB_ARGS";
    private const string FileSuffix = "_FILE";
    private const string Role = "SELECT rolsuper, rolcanlogin, rolpassword FROM pg_authid WHERE rolname = $1";
    private const string HasDatabase = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";

    /// <summary>What does not work, one clause each.</summary>
    public static async Task<IReadOnlyList<string>> FindUnusableAsync(NpgsqlConnection old, ComposeService service, CancellationToken cancellationToken)
    {
        var target = service with { Environment = SecretFiles.Resolve(service.Environment, service.Mounts) };

        // A file that only the container has is seen by nobody outside, neither by the trial server nor by whoever compares what it holds.
        if (target.Environment.Keys.FirstOrDefault(key => key is User + FileSuffix or Password + FileSuffix or Database + FileSuffix or InitialisationArguments + FileSuffix) is { } file)
            return [$"service '{target.Name}' of the target takes '{file}' from a file that cannot be read on this host (make it a secret with 'file:', readable for this user, or set '{file[..^FileSuffix.Length]}' itself)"];

        // The defaults are those of the official image.
        var user = Value(target, User) ?? "postgres";
        var database = Value(target, Database) ?? user;
        var problems = new List<string>();
        if (await RoleTroubleAsync(old, target, user, cancellationToken) is { } trouble)
            problems.Add(trouble);
        if (!await ExistsAsync(old, database, cancellationToken))
            problems.Add($"service '{target.Name}' of the target names database '{database}', which the running server does not have (set '{Database}' to the one that it has)");

        return problems;
    }

    private static async Task<string?> RoleTroubleAsync(NpgsqlConnection old, ComposeService target, string user, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Role, old) { Parameters = { new NpgsqlParameter { Value = user } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return $"service '{target.Name}' of the target names user '{user}', which the running server does not have (set '{User}' to the one that it has)";
        if (!reader.GetBoolean(0) || !reader.GetBoolean(1))
            return $"service '{target.Name}' of the target names user '{user}', which is no superuser that may log in on the running server (set '{User}' to one)";

        var (password, hash) = (Value(target, Password), reader.GetTextOrNull(2));
        if (Value(target, Method) == "scram-sha-256" && hash?.StartsWith("md5", StringComparison.Ordinal) == true)
            return $"service '{target.Name}' of the target lets only SCRAM passwords in, and user '{user}' has an MD5 one (leave '{Method}' out, or set the password again on the running server, encrypted as 'scram-sha-256')";

        return Value(target, Method) == "trust" || PasswordHash.Fits(hash, user, password)
            ? null
            : $"service '{target.Name}' of the target has {(password is null ? "no password" : "another password")} for user '{user}' than the running server"
                + $" (set '{Password}' to the one that holds, or 'ALTER ROLE' on the running server to the new one)";
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection old, string database, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(HasDatabase, old) { Parameters = { new NpgsqlParameter { Value = database } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static string? Value(ComposeService service, string name) => service.Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
