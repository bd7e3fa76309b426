using Hopguard.Engine;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Connections;

namespace Hopguard.Postgres.Migrations;

/// <summary>Reads which migrations an application's framework has recorded as applied.</summary>
internal sealed class MigrationTableReader(PostgreSqlEndpoint server, MigrationTable table, string? cluster)
{
    private readonly string _name = $"{Quote(table.Schema)}.{Quote(table.Table)}";

    private const string Identity = "SELECT system_identifier::text FROM pg_control_system()";

    /// <summary>Applied migrations, each with its component where a column names that; none while the table does not exist.</summary>
    public async Task<IReadOnlySet<(string? Component, string Name)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(server.In(table.Database), cancellationToken);
        if (cluster is not null && await connection.ScalarAsync<string>(Identity, cancellationToken) != cluster)
            throw new HopguardException($"The server that answers at {server.Host} is not that of {server.Subject} (cluster {cluster})", "Look whether the engine was restarted");

        var exists = await connection.ScalarAsync<string>($"SELECT to_regclass('{_name.Replace("'", "''", StringComparison.Ordinal)}')::text", cancellationToken);
        if (exists is null)
            return new HashSet<(string?, string)>();

        var sql = $"SELECT {(table.AppColumn is { } app ? Quote(app) : "NULL")}::text, {Quote(table.NameColumn)}::text FROM {_name}";
        return (await connection.QueryAsync(sql, row => (row.IsDBNull(0) ? null : row.GetString(0), row.GetString(1)), cancellationToken)).ToHashSet();
    }

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
