using System.Collections.Immutable;
using Hopguard.Accuracy.Oracle;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A mutant with both opinions of it.</summary>
/// <param name="Plan">The good plan it came from.</param>
/// <param name="What">What was done to it.</param>
/// <param name="Verdict">The reference interpreter's.</param>
/// <param name="HasCommands">Whether lines of shell or commands stand in it, beside typed steps.</param>
/// <param name="Errors">Ids of the rules whose errors the product raised, sorted.</param>
public sealed record Judged(string Plan, string What, Verdict Verdict, bool HasCommands, ImmutableArray<string> Errors)
{
    /// <summary>Whether the product says that data can be lost.</summary>
    public bool IsFlaggedAsLoss => Errors.Any(error => error.StartsWith("HOP0", StringComparison.Ordinal));

    internal static Judged Of(string name, Mutant mutant, Verdict verdict, Plan plan, IEnumerable<Finding> findings) => new(
        name,
        mutant.What,
        verdict,
        Specimen.HasCommandsIn(plan),
        [.. findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <inheritdoc />
    public override string ToString() => $"{Plan}: {What}: {Verdict}; errors: {string.Join(", ", Errors)}";
}
