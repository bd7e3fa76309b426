using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Servers;

/// <summary>What a server knows of those who would log in: its roles and its databases.</summary>
internal static class KnownToServer
{
    private const string Role = "SELECT rolsuper, rolcanlogin, rolpassword FROM pg_authid WHERE rolname = $1";
    private const string HasDatabase = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";

    /// <summary>A role; null where the server has none of that name.</summary>
    public static async Task<KnownRole?> FindRoleAsync(NpgsqlConnection server, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Role, server) { Parameters = { new NpgsqlParameter { Value = name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new KnownRole(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetTextOrNull(2)) : null;
    }

    /// <summary>Whether the server has a database of that name.</summary>
    public static async Task<bool> HasDatabaseAsync(NpgsqlConnection server, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(HasDatabase, server) { Parameters = { new NpgsqlParameter { Value = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}

/// <summary>A role as the server keeps it.</summary>
/// <param name="IsSuperuser">Whether it may do everything.</param>
/// <param name="MayLogIn">Whether it may log in.</param>
/// <param name="Hash">What is kept of its password; null where it has none.</param>
internal sealed record KnownRole(bool IsSuperuser, bool MayLogIn, string? Hash);
