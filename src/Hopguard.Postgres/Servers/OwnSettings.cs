using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Servers;

/// <summary>
/// What an operator set on a server itself: it lies in the data folder and in no dump, so a server that is filled from one begins without it. Told and not carried over: a newer major may not know a
/// setting any more, and whom a server lets in is nobody's to decide but the operator's.
/// </summary>
internal static class OwnSettings
{
    // By ALTER SYSTEM.
    private const string Altered = """
        SELECT name, setting FROM pg_file_settings WHERE sourcefile LIKE '%postgresql.auto.conf' ORDER BY seqno
        """;

    // Written into the file itself: whatever initdb and the image put there is left out, where it has the value that they give it.
    private const string Edited = """
        SELECT name, setting FROM pg_file_settings
        WHERE sourcefile NOT LIKE '%postgresql.auto.conf'
            AND name NOT IN ('datestyle', 'timezone', 'log_timezone', 'lc_messages', 'lc_monetary', 'lc_numeric', 'lc_time', 'default_text_search_config', 'dynamic_shared_memory_type')
            AND (lower(name), setting) NOT IN (('listen_addresses', '*'), ('max_connections', '100'), ('shared_buffers', '128MB'), ('max_wal_size', '1GB'), ('min_wal_size', '80MB'), ('unix_socket_directories', '/var/run/postgresql'))
        ORDER BY seqno
        """;

    // The rules that initdb writes, and the one of the image for everybody else.
    private const string Rules = """
        SELECT concat_ws(' ', type, array_to_string(database, ','), array_to_string(user_name, ','), CASE WHEN address = 'all' OR netmask IS NULL THEN address ELSE address || '/' || netmask END, auth_method)
        FROM pg_hba_file_rules
        WHERE NOT (database <@ ARRAY['all', 'replication'] AND user_name = ARRAY['all'] AND options IS NULL
            AND (type = 'local' OR (type = 'host' AND (address IN ('127.0.0.1', '::1') OR (address = 'all' AND database = ARRAY['all'] AND auth_method IN ('md5', 'scram-sha-256', 'trust'))))))
        ORDER BY line_number
        """;

    // The rule that lets everybody else in, which somebody may have taken out.
    private const string LetsAllIn = "SELECT EXISTS (SELECT FROM pg_hba_file_rules WHERE type = 'host' AND database = ARRAY['all'] AND user_name = ARRAY['all'] AND address = 'all')";

    /// <summary>One clause each.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection server, CancellationToken cancellationToken)
    {
        if (await server.MajorAsync(cancellationToken) < 10)
            return [];

        var found = new List<string>();
        found.AddRange((await server.QueryAsync(Altered, Setting, cancellationToken)).Select(setting => $"'{setting.Name}' (ALTER SYSTEM SET {setting.Name} = '{setting.Value}')"));
        found.AddRange((await server.QueryAsync(Edited, Setting, cancellationToken)).Select(setting => $"'{setting.Name}' (postgresql.conf: {setting.Name} = '{setting.Value}')"));
        found.AddRange((await server.QueryAsync(Rules, row => row.GetString(0), cancellationToken)).Select(rule => $"a rule for who may connect (pg_hba.conf: {rule})"));
        if (!await server.ScalarAsync<bool>(LetsAllIn, cancellationToken))
            found.Add("no rule that lets everybody from elsewhere in, which the new server has (pg_hba.conf)");

        if (await server.ScalarAsync<string>("SELECT current_setting('data_checksums')", cancellationToken) == "on")
            found.Add("data checksums, which the new server has from PostgreSQL 18 on, and before that where 'POSTGRES_INITDB_ARGS' of its service says '--data-checksums'");

        return found;
    }

    private static (string Name, string Value) Setting(NpgsqlDataReader row) => (row.GetString(0), row.GetTextOrNull(1)?.Replace("'", "''", StringComparison.Ordinal) ?? string.Empty);
}
