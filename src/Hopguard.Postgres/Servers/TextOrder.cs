using Hopguard.Postgres.Connections;

namespace Hopguard.Postgres.Servers;

/// <summary>By what a cluster keeps text in order: where that is another one, its indexes miss rows and let duplicates in.</summary>
/// <param name="IsOfLibrary">By the C library, somewhere. Text in the order of its bytes (<c>C</c>) depends on none.</param>
/// <param name="IsOfIcu">By ICU, somewhere.</param>
internal sealed record TextOrder(bool IsOfLibrary, bool IsOfIcu)
{
    // Only servers from 15 on have databases with another provider than the C library.
    private const string Databases = """
        SELECT datname::text, coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'), datcollate::text, datallowconn FROM pg_database d WHERE datname <> 'template0'
        """;

    // Of what a server brings along and nobody uses, no index is made.
    private const string Indexed = """
        SELECT DISTINCT l.collprovider::text, coalesce(to_jsonb(l) ->> 'collcollate', '')
        FROM pg_index i CROSS JOIN unnest(i.indcollation) used JOIN pg_collation l ON l.oid = used
        WHERE l.collname <> 'default'
        """;

    private static readonly string[] ByBytes = ["C", "POSIX", "C.UTF-8", "C.utf8"];

    /// <summary>Asks a server that runs.</summary>
    public static async Task<TextOrder> ReadAsync(PostgreSqlEndpoint server, CancellationToken cancellationToken)
    {
        var found = new List<(string Provider, string Collation)>();
        await using var connection = await PinnedSession.OpenAsync(server, cancellationToken);
        foreach (var database in await connection.QueryAsync(Databases, row => (Name: row.GetString(0), Provider: row.GetString(1), Collation: row.GetString(2), IsOpen: row.GetBoolean(3)), cancellationToken))
        {
            found.Add((database.Provider, database.Collation));
            if (!database.IsOpen)
                continue;

            await using var inside = await PinnedSession.OpenAsync(server.In(database.Name), cancellationToken);
            found.AddRange(await inside.QueryAsync(Indexed, row => (row.GetString(0), row.GetString(1)), cancellationToken));
        }

        return new TextOrder(found.Exists(order => order.Provider == "c" && !ByBytes.Contains(order.Collation)), found.Exists(order => order.Provider == "i"));
    }
}
