using Hopguard.Containers.Ports;
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
        if (!await KnownToServer.HasDatabaseAsync(old, database, cancellationToken))
            problems.Add($"service '{target.Name}' of the target names database '{database}', which the running server does not have (set '{Database}' to the one that it has)");

        return problems;
    }

    private static async Task<string?> RoleTroubleAsync(NpgsqlConnection old, ComposeService target, string user, CancellationToken cancellationToken)
    {
        if (await KnownToServer.FindRoleAsync(old, user, cancellationToken) is not { } role)
            return $"service '{target.Name}' of the target names user '{user}', which the running server does not have (set '{User}' to the one that it has)";
        if (!role.IsSuperuser || !role.MayLogIn)
            return $"service '{target.Name}' of the target names user '{user}', which is no superuser that may log in on the running server (set '{User}' to one)";

        var password = Value(target, Password);
        if (Value(target, Method) == "scram-sha-256" && role.Hash?.StartsWith("md5", StringComparison.Ordinal) == true)
            return $"service '{target.Name}' of the target lets only SCRAM passwords in, and user '{user}' has an MD5 one (leave '{Method}' out, or set the password again on the running server, encrypted as 'scram-sha-256')";

        return Value(target, Method) == "trust" || PasswordHash.Fits(role.Hash, user, password)
            ? null
            : $"service '{target.Name}' of the target has {(password is null ? "no password" : "another password")} for user '{user}' than the running server"
                + $" (set '{Password}' to the one that holds, or 'ALTER ROLE' on the running server to the new one)";
    }

    private static string? Value(ComposeService service, string name) => service.Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
