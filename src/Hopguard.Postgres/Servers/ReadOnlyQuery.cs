using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Servers;

/// <summary>Questions that an application's file asks of its own tables: in a transaction that cannot write, and for a limited time.</summary>
internal static class ReadOnlyQuery
{
    /// <summary>The first rows that a question finds; null where a table or column that it names is not there.</summary>
    /// <exception cref="HopguardException">The server does not answer, or does not understand the query.</exception>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>?> FindRowsAsync(PostgreSqlEndpoint database, string query, int most, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(database, query, $"SELECT * FROM ({query}) AS found LIMIT {most}", "3min", cancellationToken);
        }
        catch (HopguardException refusal) when (refusal.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn })
        {
            return null;
        }
    }

    /// <summary>All rows. Who wrote the query knows it as it was written; what is asked may have something around it.</summary>
    /// <exception cref="HopguardException">The server does not answer, or does not understand the query.</exception>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> AskAsync(PostgreSqlEndpoint database, string query, string asked, string limit, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenOnceAsync(database, cancellationToken);
        try
        {
            await connection.ExecuteAsync($"BEGIN READ ONLY; SET LOCAL statement_timeout = '{limit}'; SET LOCAL search_path = public, pg_catalog", cancellationToken);
            // Read as text: what type a version has is the application's affair.
            return await connection.QueryAsync(asked, row => (IReadOnlyList<string>)[.. Enumerable.Range(0, row.FieldCount).Select(column => row.IsDBNull(column) ? string.Empty : $"{row.GetValue(column)}")], cancellationToken);
        }
        catch (NpgsqlException refusal)
        {
            throw new HopguardException($"PostgreSQL of {database.Subject} does not answer '{query}': {(refusal as PostgresException)?.MessageText ?? refusal.Message}", null, refusal);
        }
    }
}
