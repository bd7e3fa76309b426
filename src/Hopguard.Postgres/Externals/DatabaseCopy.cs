using System.Text;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Externals;

/// <summary>
/// An empty database beside another one on the same server, made like it: owner, encoding, order of text, privileges, settings and comment, which only a superuser's restore would bring. What is restored into
/// it can take the other's place by its name.
/// </summary>
internal sealed class DatabaseCopy(PostgreSqlEndpoint model, string name)
{
    // Longer names are cut by the server, without a word.
    private const int LongestName = 63;

    private const string Model = """
        SELECT format('OWNER %I ENCODING %L LC_COLLATE %L LC_CTYPE %L CONNECTION LIMIT %s', pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype, datconnlimit)
            || CASE to_jsonb(d) ->> 'datlocprovider' WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
                WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', to_jsonb(d) ->> 'datlocale') ELSE '' END
        FROM pg_database d WHERE datname = $1
        """;

    private const string Privileges = """
        SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', $2::text, pg_get_userbyid(datdba)) FROM pg_database WHERE datname = $1 AND datacl IS NOT NULL
        UNION ALL
        (SELECT format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, $2::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END, CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
        FROM pg_database, LATERAL aclexplode(datacl) a WHERE datname = $1)
        UNION ALL
        SELECT format('COMMENT ON DATABASE %I IS %L', $2::text, shobj_description(oid, 'pg_database')) FROM pg_database WHERE datname = $1 AND shobj_description(oid, 'pg_database') IS NOT NULL
        """;

    // A value is taken over from the session, which knows whether it is a list.
    private const string Settings = """
        SELECT split_part(v.setting, '=', 1), substr(v.setting, strpos(v.setting, '=') + 1),
            CASE s.setrole WHEN 0 THEN format('ALTER DATABASE %I', $2::text) ELSE format('ALTER ROLE %I IN DATABASE %I', pg_get_userbyid(s.setrole), $2::text) END
        FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, LATERAL unnest(s.setconfig) v(setting)
        WHERE d.datname = $1
        """;

    // A tool that was killed may have left a session that still builds an index, and does not notice.
    private const string EndOwn = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = $1 AND usename = current_user";

    /// <summary>The name of a database that a run makes for another one.</summary>
    /// <param name="database">The other one.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="mark">What tells it from those that others make: the run, or whose runs they are.</param>
    public static string NameOf(string database, string role, string mark)
    {
        var end = $"_{role}_{mark}";
        while (Encoding.UTF8.GetByteCount(database + end) > LongestName)
            database = database[..^1];

        return database + end;
    }

    /// <summary>The database, as it is reached.</summary>
    public PostgreSqlEndpoint Endpoint => model.In(name) with { Only = name };

    /// <summary>Makes it anew; what an earlier attempt left under its name, which nobody else gives, goes.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await DropAsync(cancellationToken);
        await using var beside = await new DatabaseHold(model).BesideAsync(cancellationToken);
        var like = (await beside.QueryAsync(Model, [model.Database], row => row.GetString(0), cancellationToken))[0];
        await beside.ExecuteAsync($"CREATE DATABASE {SqlName.Quote(name)} TEMPLATE template0 {like}", cancellationToken);
        foreach (var statement in await beside.QueryAsync(Privileges, [model.Database, name], row => row.GetString(0), cancellationToken))
            await beside.ExecuteAsync(statement, cancellationToken);
        foreach (var (setting, value, statement) in await beside.QueryAsync(Settings, [model.Database, name], row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken))
            await SetAsync(beside, setting, value, statement, cancellationToken);
    }

    /// <summary>Drops it, if it is there. Only ever of a database that holds what can be restored again.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        await using var beside = await new DatabaseHold(model).BesideAsync(cancellationToken);
        await beside.QueryAsync(EndOwn, [name], row => row.GetString(0), cancellationToken);
        await beside.ExecuteAsync($"DROP DATABASE IF EXISTS {SqlName.Quote(name)}", cancellationToken);
    }

    /// <summary>Whether it is there still, or has taken the place of its model, which then has that other name.</summary>
    public async Task<bool> IsKeptAsync(string aside, CancellationToken cancellationToken)
    {
        await using var beside = await new DatabaseHold(model).BesideAsync(cancellationToken);
        return (await beside.QueryAsync("SELECT 1 FROM pg_database WHERE datname IN ($1, $2)", [name, aside], row => row.GetInt32(0), cancellationToken)).Count > 0;
    }

    /// <summary>Puts it in the place of its model, which gets another name, in one transaction. Where it has none any more that was done before.</summary>
    public async Task TakePlaceAsync(string aside, CancellationToken cancellationToken)
    {
        await using var beside = await new DatabaseHold(model).BesideAsync(cancellationToken);
        if ((await beside.QueryAsync("SELECT 1 FROM pg_database WHERE datname = $1", [name], row => row.GetInt32(0), cancellationToken)).Count == 0)
            return;

        await beside.ExecuteAsync(
            $"BEGIN; ALTER DATABASE {SqlName.Quote(model.Database)} RENAME TO {SqlName.Quote(aside)}; ALTER DATABASE {SqlName.Quote(name)} RENAME TO {SqlName.Quote(model.Database)}; COMMIT", cancellationToken);
    }

    private static async Task SetAsync(NpgsqlConnection beside, string setting, string value, string statement, CancellationToken cancellationToken)
    {
        await beside.ExecuteAsync("BEGIN", cancellationToken);
        await beside.QueryAsync("SELECT set_config($1, $2, true)", [setting, value], row => row.GetString(0), cancellationToken);
        await beside.ExecuteAsync($"{statement} SET {string.Join('.', setting.Split('.').Select(SqlName.Quote))} FROM CURRENT; COMMIT", cancellationToken);
    }
}
