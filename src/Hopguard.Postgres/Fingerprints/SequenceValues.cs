using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>Reads the values of sequences. They are the sequences' own rows: no view shows a value that is set and not yet called.</summary>
internal static class SequenceValues
{
    private const int BatchSize = 200;

    /// <summary>Reads <c>17 called</c> or <c>17 not called</c> of every sequence.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = await connection.QueryAsync(CatalogueQuery.LoadText("Catalogue/Rows/sequences.sql"), row => row.GetString(0), cancellationToken);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var batch in names.Chunk(BatchSize))
        {
            var sql = string.Join(" UNION ALL ", batch.Select((name, index) => $"SELECT {index}, last_value, is_called FROM {name}"));
            var rows = await connection.QueryAsync(
                sql, row => (Index: row.GetInt32(0), Value: row.GetInt64(1), Called: row.GetBoolean(2)), cancellationToken);
            foreach (var (index, value, called) in rows)
                values[batch[index]] = $"{value} {(called ? "called" : "not called")}";
        }

        return values;
    }
}
