namespace Hopguard.Postgres.Connections;

/// <summary>How a database is named to the tools of PostgreSQL: a bare name with an equals sign or a scheme in it would be read as a whole connection string.</summary>
internal static class ConnectionText
{
    /// <summary>The connection string that says nothing but the database.</summary>
    public static string Of(string database) => $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
