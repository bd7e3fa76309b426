namespace Hopguard.Postgres.Connections;

/// <summary>Names of databases, roles, tables and columns in SQL.</summary>
internal static class SqlName
{
    /// <summary>A quoted identifier, which stands for that name whatever it is made of.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
