using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A plan that was read together with its application, and what the product says of it.</summary>
/// <param name="Application">The application.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Findings">The product's findings.</param>
public sealed record Specimen(Application Application, Plan Plan, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether lines of shell or commands stand in the plan, beside typed steps: what they do is read from text, or declared.</summary>
    public bool HasCommands => HasCommandsIn(Plan);

    /// <inheritdoc cref="HasCommands" />
    public static bool HasCommandsIn(Plan plan) => plan.Steps.Any(step => step is RunShell or RunCommand);

    /// <summary>The plans that the reference interpreter walks: this one, or what it is for a few of the pairs that it serves, spread over all; none where it makes no sense for them.</summary>
    public IReadOnlyList<Plan> Walked(int pairs)
    {
        if (Plan.Range is null)
            return [Plan];

        var all = PlanExpansion.PairsOf(Application, Plan, [Plan]).ToList();
        var chosen = Enumerable.Range(0, Math.Min(pairs, all.Count)).Select(number => all[number * all.Count / Math.Min(pairs, all.Count)]).Select(pair => PlanExpansion.Of(Application, Plan, pair.From, pair.To).Value).ToList();
        return chosen.Contains(null) ? [] : [.. chosen.OfType<Plan>()];
    }

    /// <summary>Reads a plan; null when it is no plan at all, or one whose names refer to nothing.</summary>
    public static Specimen? Read(Surroundings surroundings, string plan)
    {
        var set = PlanSet.Read(surroundings.With(plan));
        var findings = PlanAnalysis.Analyze(set);
        return set.Plans.Length == 1 && !findings.Any(finding => finding.Rule.Family == RuleFamily.Syntax && finding.Severity == Severity.Error)
            ? new Specimen(set.Applications[0], set.Plans[0], findings)
            : null;
    }
}
