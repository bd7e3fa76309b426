using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis;

/// <summary>Judges a plan for many pairs of versions: for every pair that it serves, pairs that nothing tells apart once. A finding that several pairs have is told once and names one of them.</summary>
internal static class RangeAnalysis
{
    // Who has more mistakes than that is told enough.
    private const int MostFindings = 1_000;

    // Up to so many pairs, further threads hinder for longer than they help.
    private const int Few = 50;

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
        var ends = CheckEnds(facts, range, pairs.IsEmpty);
        return ends.IsEmpty ? Tell(InOrder(pairs, pair => JudgedHop.Of(facts, range, pair, judge))) : ends;
    }

    /// <summary>Does something for each pair, and for several at a time where there are many; what comes of it has the order of the pairs.</summary>
    public static IEnumerable<T> InOrder<T>(ImmutableArray<JudgedPair> pairs, Func<JudgedPair, T> judge) => pairs.Length <= Few
        ? pairs.Select(judge)
        : pairs.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(judge);

    /// <summary>What is wrong with the plan before any of its pairs is looked at; while that is so, no pair is judged.</summary>
    /// <param name="facts">The application.</param>
    /// <param name="range">The plan.</param>
    /// <param name="isEmpty">Whether there is no pair that it serves.</param>
    public static ImmutableArray<Finding> CheckItself(ApplicationFacts facts, Plan range, bool isEmpty) =>
        RangeNames.Check(facts.Application, range) is { IsEmpty: false } names ? names : CheckEnds(facts, range, isEmpty);

    /// <summary>The findings of pairs that were judged, each told once.</summary>
    public static ImmutableArray<Finding> Tell(IEnumerable<JudgedHop> hops)
    {
        var told = new Dictionary<(string, SourcePlace, SourcePlace?), Told>();
        foreach (var hop in hops)
        {
            foreach (var finding in hop.Findings)
                Tell(told, finding, hop.Pair);
            if (told.Count > MostFindings)
                break;
        }

        return [.. told.Values.Select(each => each.Finding with { Message = each.Finding.Message + each.Where })];
    }

    private static ImmutableArray<Finding> CheckEnds(ApplicationFacts facts, Plan range, bool isEmpty) => [.. PlanRules.All.SelectMany(rule => rule.CheckRange(facts.Application, range, isEmpty))];

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
            ? new($" ({Hop.English})", $"（{Hop.Japanese}）")
            : new(
                $" ({Hop.English}, and for {Pairs - 1} more pairs of versions)".Replace(" 1 more pairs", " one more pair"),
                $"（{Hop.Japanese}と、ほか {Pairs - 1} 組のバージョン）");

        private Message Hop => First.From.Version == First.To.Version
            ? new(
                $"version {First.From.Version} from PostgreSQL {First.From.PostgreSqlMajor} to {First.To.PostgreSqlMajor}",
                $"バージョン {First.From.Version} での PostgreSQL {First.From.PostgreSqlMajor} から {First.To.PostgreSqlMajor} への変更")
            : new($"from {First.From.Version} to {First.To.Version}", $"{First.From.Version} から {First.To.Version} へのホップ");
    }
}
