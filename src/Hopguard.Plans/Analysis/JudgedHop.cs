using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis;

/// <summary>What a plan for many pairs of versions is for one of them, and what the analysis says of that.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Plan">The plan of the pair; null where values that were put in are not what their keys take.</param>
/// <param name="Findings">The findings of this pair alone.</param>
internal sealed record JudgedHop(JudgedPair Pair, Plan? Plan, ImmutableArray<Finding> Findings)
{
    /// <summary>Expands a plan for a pair and judges it.</summary>
    /// <param name="facts">The application.</param>
    /// <param name="range">The plan for all pairs.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="judge">Judges a plan of one pair.</param>
    public static JudgedHop Of(ApplicationFacts facts, Plan range, JudgedPair pair, Func<Plan, ImmutableArray<Finding>> judge)
    {
        var plan = PlanExpansion.ToJudge(facts.Application, range, pair.From, pair.To);
        return new JudgedHop(pair, plan.Value, plan.Value is { } hop ? judge(hop) : plan.Findings);
    }
}
