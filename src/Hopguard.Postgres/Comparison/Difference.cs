namespace Hopguard.Postgres.Comparison;

/// <summary>One way in which two fingerprints differ.</summary>
/// <param name="Database">The database, or null for the cluster.</param>
/// <param name="Kind">The kind of object: <c>index</c>.</param>
/// <param name="Name">The object.</param>
/// <param name="Attribute">What of it differs; null when it is missing or new as a whole.</param>
/// <param name="Left">What was; null when there was nothing.</param>
/// <param name="Right">What is; null when there is nothing.</param>
public sealed record Difference(string? Database, string Kind, string Name, string? Attribute, string? Left, string? Right)
{
    private const int LongestQuote = 100;
    internal const int MostShown = 5;

    /// <summary>For people, in one line: <c>table public.engine_task has 1 203 rows instead of 1 204</c>. Never shows what may hold a secret.</summary>
    public override string ToString() => Attribute switch
    {
        null when Right is null => $"{Subject} is missing",
        null => $"{Subject} is new",
        RowsAttribute => $"{Subject} has {Right} instead of {Left}",
        ContentAttribute => $"{Subject} has {Right}, as before, but not the same content",
        "value" => $"{Subject} stands at {Right} instead of {Left}",
        "secret" or "body" or "text" => $"{Subject} has another {(Attribute == "secret" ? "secret" : Attribute)}",
        _ when Right is null => $"{Subject} has no '{Attribute}' any more, it was {Quote(Left!)}",
        _ when Left is null => $"{Subject} has '{Attribute}' {Quote(Right)}, which it had not",
        _ => $"{Subject} has '{Attribute}' {Quote(Right)} instead of {Quote(Left)}",
    };

    /// <summary>The first few of them, for a sentence.</summary>
    internal static string First<T>(IEnumerable<T> differences) => string.Join("; ", differences.Take(MostShown));

    internal const string RowsAttribute = "rows";
    internal const string ContentAttribute = "content";

    private string Subject => Database is null ? $"{Kind} {Name}" : $"{Kind} {Name} of database {Database}";

    private static string Quote(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return $"'{(line.Length <= LongestQuote ? line : line[..LongestQuote] + "…")}'";
    }
}
