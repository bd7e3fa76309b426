using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP232: a condition of a step holds for every pair of versions that its plan serves, or for none.</summary>
public sealed class ConditionAlwaysTheSame : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP232",
        new("A condition of a step holds for every pair of versions that its plan serves, or for none", "ステップの条件が、プランの扱うバージョンの組すべてで成り立つか、どれでも成り立たない"),
        new(
            "Whoever wrote it expected it to make a difference: the step is missing where it was meant, or runs where it was not.",
            "書いた人は条件によって違いが出ると考えていたはずです。必要なところでステップが抜けるか、不要なところで実行されます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans) =>
        plans.Where(plan => plan.Range is not null).SelectMany(plan => Check(application, plan, [.. PlanExpansion.PairsOf(application, plan, plans)]));

    private IEnumerable<Finding> Check(Application application, Plan plan, ImmutableArray<(Release From, Release To)> pairs)
    {
        // What names nothing is told by the analysis of the plan; of no pair, everything holds.
        if (pairs.IsEmpty || !RangeNames.Check(application, plan).IsEmpty)
            yield break;

        foreach (var step in plan.Steps.Where(step => step.When is not null))
        {
            var holds = pairs.Count(pair => step.When!.Holds(application, pair.From, pair.To));
            if (holds == 0)
                yield return At(step.When!.Place, new(
                    $"Step '{step.Id}' belongs to no hop of this plan, since '{step.When}' holds for none of its {pairs.Length} pairs of versions; remove the step, or correct the condition",
                    $"'{step.When}' は {pairs.Length} 組のバージョンのどれでも成り立たないため、ステップ '{step.Id}' はどのホップにも含まれません。ステップを取り除くか、条件を直してください"));
            else if (holds == pairs.Length)
                yield return At(step.When!.Place, new(
                    $"Step '{step.Id}' belongs to every hop of this plan, since '{step.When}' holds for each of its {pairs.Length} pairs of versions; remove the condition, or correct it",
                    $"'{step.When}' は {pairs.Length} 組のバージョンすべてで成り立つため、ステップ '{step.Id}' は必ず実行されます。条件を取り除くか、直してください"));
        }
    }
}
