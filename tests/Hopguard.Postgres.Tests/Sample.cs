namespace Hopguard.Postgres.Tests;

/// <summary>SQL files beside the tests.</summary>
internal static class Sample
{
    /// <summary>A database <c>everything</c> with one of everything that PostgreSQL 10 can hold, and three roles.</summary>
    public const string Everything = "everything.sql";

    /// <summary>A small application's tables in database <c>cvat</c>.</summary>
    public const string Small = "small.sql";

    public static Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", name));
}
