using Npgsql;

namespace Hopguard.Postgres.Connections;

/// <summary>The few ways in which Hopguard talks SQL.</summary>
internal static class Commands
{
    /// <summary>Runs a statement for its effect.</summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The single value of a query; a null of the server becomes the type's default.</summary>
    public static async Task<T?> ScalarAsync<T>(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    /// <summary>
    /// The server's major version, asked of the server itself: what Npgsql says is remembered by address, and the new server may have got the address of the old.
    /// </summary>
    public static Task<int> MajorAsync(this NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ScalarAsync<int>("SELECT current_setting('server_version_num')::int / 10000", cancellationToken);

    /// <summary>Every row of a query, read by the function given.</summary>
    public static Task<List<T>> QueryAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        connection.QueryAsync(sql, [], read, cancellationToken);

    /// <summary>The same with values for <c>$1</c>, <c>$2</c> and so on.</summary>
    public static async Task<List<T>> QueryAsync<T>(
        this NpgsqlConnection connection, string sql, IEnumerable<string> values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));

        return rows;
    }

    /// <summary>A text column that may be null.</summary>
    public static string? GetTextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
