namespace Hopguard.Engine.Evidence;

/// <summary>What a comparison of two fingerprints found. Saved as <c>&lt;step&gt;.comparison.json</c>, for the report.</summary>
/// <param name="Left">What was held before: <c>store 'database' on PostgreSQL 10.23</c>.</param>
/// <param name="Right">What is held now.</param>
/// <param name="Counts">What was compared, by kind with its number: tables 12, rows 50 000, sequences 9.</param>
/// <param name="Differences">One readable line per difference; empty when equal.</param>
public sealed record ComparisonEvidence(
    string Left, string Right, IReadOnlyDictionary<string, long> Counts, IReadOnlyList<string> Differences)
{
    /// <summary>The file the comparison of a step is saved under.</summary>
    public static string FileName(string stepId) => stepId + ".comparison.json";
}
