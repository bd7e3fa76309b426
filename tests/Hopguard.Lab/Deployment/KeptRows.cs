namespace Hopguard.Lab;

/// <summary>
/// The rows of a database in the columns that it has at one moment, so that they can be compared when migrations have added others since. Told by SQL that the code under test does
/// not know, and alike on PostgreSQL 10 and 15.
/// </summary>
public sealed class KeptRows
{
    // Floats by their bits: how many digits are written changed between the two.
    const string Columns = """
        SET search_path = '';
        SELECT c.oid::regclass, string_agg(CASE format_type(a.atttypid, -1) WHEN 'double precision' THEN format('encode(float8send(%I), ''hex'')', a.attname)
            WHEN 'real' THEN format('encode(float4send(%I), ''hex'')', a.attname) WHEN 'double precision[]' THEN format('encode(array_send(%I), ''hex'')', a.attname)
            ELSE format('%I::text', a.attname) END, ' ;; ' ORDER BY a.attnum)
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::pg_catalog.regnamespace GROUP BY c.oid ORDER BY 1
        """;

    // Those that the running application and every migration add to.
    static readonly string[] Growing = ["public.django_session", "public.engine_jobcommit", "public.django_migrations", "public.django_content_type", "public.auth_permission"];

    readonly Func<string, Task<string>> _ask;
    readonly IReadOnlyDictionary<string, string> _columns;

    KeptRows(Func<string, Task<string>> ask, IReadOnlyDictionary<string, string> columns) => (_ask, _columns) = (ask, columns);

    /// <summary>Remembers which tables and columns there are.</summary>
    /// <param name="ask">Runs statements and returns rows as lines, columns parted by <c>|</c>.</param>
    public static async Task<KeptRows> OfAsync(Func<string, Task<string>> ask)
    {
        var lines = (await ask(Columns)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', 2)).Where(parts => !Growing.Contains(parts[0]));
        return new KeptRows(ask, lines.ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal));
    }

    /// <summary>Number and digest of the rows of each of those tables as they are now.</summary>
    /// <param name="gone">What migrations take away: tables, or columns as <c>table.column</c>, in schema public.</param>
    public async Task<IReadOnlyDictionary<string, string>> DigestAsync(params string[] gone)
    {
        var tables = _columns.Where(table => !gone.Contains(table.Key.Split('.')[1]));
        var questions = tables.Select(table =>
        {
            var columns = table.Value.Split(" ;; ").Where(column => !gone.Any(name => $"{table.Key.Split('.')[1]}.{column.Split("::")[0]}" == name));
            return $"SELECT '{table.Key}', count(*) || ' rows ' || coalesce(sum(('x' || substr(md5(concat_ws('|', {string.Join(", ", columns.Select(column => $"coalesce({column}, '')"))})), 1, 15))::bit(60)::bigint), 0) FROM {table.Key};";
        });
        var lines = await _ask("SET timezone = 'UTC';\n" + string.Join('\n', questions));
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
