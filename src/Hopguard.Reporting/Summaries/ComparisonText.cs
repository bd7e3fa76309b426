using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Reporting.Languages;

namespace Hopguard.Reporting.Summaries;

/// <summary>A comparison in the sentences of a report that is read as a page, none of them made harmless yet.</summary>
/// <param name="stepId">The step that compared.</param>
/// <param name="comparison">What it compared, and found.</param>
/// <param name="phrases">The language.</param>
internal sealed class ComparisonText(string stepId, ComparisonEvidence comparison, Phrases phrases)
{
    private const int MostDifferences = 200;

    /// <summary>Its outcome, as a heading.</summary>
    public string Heading => $"{phrases["Fingerprints"]}, {stepId}: {phrases[comparison.Differences.Count == 0 ? "equal" : RunSummary.Differences(comparison.Differences.Count)]}";

    /// <summary>What was compared with what, and how much of it.</summary>
    public string Sides => $"{phrases[$"between {comparison.Left} and {comparison.Right}"]}; {phrases[$"counted {RunSummary.CountsOf(comparison)}"]}";

    /// <summary>The differences, and where the rest of them stands when there are more than a page bears.</summary>
    public IReadOnlyList<string> Differences =>
    [
        .. comparison.Differences.Take(MostDifferences).Select(difference => phrases[difference]),
        .. comparison.Differences.Count > MostDifferences ? [phrases[$"and {Counts.Of(comparison.Differences.Count - MostDifferences)} more, in evidence '{ComparisonEvidence.FileName(stepId)}'"]] : Array.Empty<string>(),
    ];
}
