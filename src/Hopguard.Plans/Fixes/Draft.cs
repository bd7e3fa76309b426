using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Fixes;

/// <summary>One text that a plan could have, and what the analysis says about it.</summary>
internal sealed class Draft
{
    private Draft(string text, Plan? plan, ImmutableArray<Finding> findings, ImmutableArray<Repair> repairs)
    {
        Text = text;
        Plan = plan;
        Findings = findings;
        Repairs = repairs;
        Layout = plan is null ? null : PlanLayout.Of(text, plan);
        Weight = findings.Sum(WeightOf);
        Cost = repairs.Sum(repair => repair.Cost);
    }

    public string Text { get; }

    /// <summary>The plan; null where the text cannot be read.</summary>
    public Plan? Plan { get; }

    /// <summary>How the text lies; null where it cannot be mended by moving lines.</summary>
    public PlanLayout? Layout { get; }

    public ImmutableArray<Finding> Findings { get; }

    /// <summary>How the text came about.</summary>
    public ImmutableArray<Repair> Repairs { get; }

    /// <summary>How bad it is; 0 where there is nothing left to mend.</summary>
    public int Weight { get; }

    /// <summary>How far it is from the first text.</summary>
    public int Cost { get; }

    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    // What remains must have been there before: a fix that trades one error for another is none.
    public bool IsBetterThan(Draft other) => Weight < other.Weight && !Errors.Except(other.Errors, StringComparer.Ordinal).Any();

    private IEnumerable<string> Errors =>
        Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Rule.Id} {finding.Message.English}");

    public static Draft Of(Application application, string path, string text, ImmutableArray<Repair> repairs)
    {
        // A draft is judged and thrown away: nobody asks for its hash.
        var read = PlanReader.Read(path, text, hash: string.Empty);
        return read.Value is { } plan
            ? new Draft(text, plan, [.. read.Findings, .. PlanAnalysis.Analyze(application, plan)], repairs)
            : new Draft(text, null, read.Findings, repairs);
    }

    // While a name refers to nothing, nothing else is reported: such a text is worse than it looks.
    private static int WeightOf(Finding finding) => finding.Severity switch
    {
        _ when finding.Rule.Family == RuleFamily.Syntax => 1000,
        Severity.Error => 20,
        Severity.Warning => 2,
        _ => 0,
    };
}
