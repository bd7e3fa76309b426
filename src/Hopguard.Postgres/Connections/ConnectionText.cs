namespace Hopguard.Postgres.Connections;

/// <summary>Names a database to a tool: a bare name with an equals sign or a scheme in it would be read as a whole connection string.</summary>
internal static class ConnectionText
{
    /// <summary>The connection string that names the database and nothing else.</summary>
    public static string Of(string database) => $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
