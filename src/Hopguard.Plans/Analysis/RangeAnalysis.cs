using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Rules;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis;

/// <summary>Judges a plan for many pairs of versions: for every pair that it serves, pairs that nothing tells apart once. A finding that several pairs have is told once and names one of them.</summary>
internal static class RangeAnalysis
{
    // Who has more mistakes than that is told enough.
    private const int MostFindings = 1_000;

    /// <summary>The findings of its pairs.</summary>
    /// <param name="facts">The application, and its other plans.</param>
    /// <param name="range">The plan.</param>
    /// <param name="judge">Judges a plan of one pair, all but exceptions that nothing needs.</param>
    public static ImmutableArray<Finding> Judge(ApplicationFacts facts, Plan range, Func<Plan, ImmutableArray<Finding>> judge)
    {
        var names = RangeNames.Check(facts.Application, range);
        if (!names.IsEmpty)
            return names;

        var pairs = JudgedPair.Of(facts.Application, range, facts.Plans);
        var ends = PlanRules.All.SelectMany(rule => rule.CheckRange(facts.Application, range, isEmpty: pairs.IsEmpty)).ToImmutableArray();
        if (!ends.IsEmpty)
            return ends;

        var told = new Dictionary<(string, SourcePlace, SourcePlace?), Told>();
        foreach (var pair in pairs)
        {
            var plan = PlanExpansion.Of(facts.Application, range, pair.From, pair.To);
            foreach (var finding in plan.Value is null ? plan.Findings : judge(plan.Value))
                Tell(told, finding, pair);
            if (told.Count > MostFindings)
                break;
        }

        return [.. told.Values.Select(each => each.Finding with { Message = each.Finding.Message + each.Where })];
    }

    private static void Tell(Dictionary<(string, SourcePlace, SourcePlace?), Told> told, Finding finding, JudgedPair pair)
    {
        var key = (finding.Rule.Id, finding.Place, finding.Accepted?.Place);
        if (!told.TryGetValue(key, out var before))
            told.Add(key, new Told(finding, pair));
        else if (!ReferenceEquals(before.Last, pair))
            told[key] = before.Again(pair);
    }

    private sealed record Told(Finding Finding, JudgedPair First)
    {
        public JudgedPair Last { get; init; } = First;

        public int Pairs { get; init; } = First.Pairs;

        public Told Again(JudgedPair pair) => this with { Last = pair, Pairs = Pairs + pair.Pairs };

        public Message Where => Pairs == 1
            ? new($" (from {First.From.Version} to {First.To.Version})", $"（{First.From.Version} から {First.To.Version} へのホップ）")
            : new(
                $" (from {First.From.Version} to {First.To.Version}, and for {Pairs - 1} more pairs of versions)".Replace(" 1 more pairs", " one more pair"),
                $"（{First.From.Version} から {First.To.Version} へのホップと、ほか {Pairs - 1} 組のバージョン）");
    }
}
