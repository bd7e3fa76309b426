using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// Looks for a fix of a plan for many pairs of versions. Changes are tried on a few pairs, those that fail, since judging all of them takes as long as a whole search; what is found
/// is judged for every pair before it is proposed. A pair that speaks against it, or that fails in another way, is one of the few from then on.
/// </summary>
internal sealed class RangeFixer(ApplicationFacts facts, string path, string text, FixBudget budget)
{
    // Pairs that are looked at first, spread over all: most mistakes are those of every pair.
    private const int Probed = 12;

    // Pairs on which changes are tried at a time, and how often others join them.
    private const int MostAtOnce = 3;
    private const int MostRounds = 4;

    private ImmutableArray<JudgedPair> _all = [];

    /// <summary>Looks for a fix.</summary>
    /// <param name="range">The plan.</param>
    /// <param name="allowUnsafe">Whether unsafe changes count too.</param>
    public PlanFix Fix(Plan range, bool allowUnsafe)
    {
        _all = JudgedPair.Of(facts.Application, range, facts.Plans);
        var (part, shortest) = Failing(range);
        if (part.IsEmpty)
            return Unchanged(Draft.Of(facts, path, text, []));

        // What is judged for all pairs at the end has to come to its end as well. The first pairs take longer than all others, until the program is warm.
        budget.Reserve(TimeSpan.FromTicks(shortest.Ticks * _all.Length));
        var first = Draft.Of(facts, path, text, [], part);
        var (done, start, untried, wantsUnsafe) = (default(Draft), first, default(Message?), false);
        for (var round = 1; ; round++)
        {
            var search = new FixSearch(facts, path, start, budget);
            var best = search.Run(allowUnsafe);
            untried = search.Untried is { } told ? told + TriedOn(part) : null;
            wantsUnsafe |= search.WantsUnsafe;
            if (ReferenceEquals(best, start))
                break;

            var (whole, against) = JudgeAll(best, new Harmlessness(facts, start));
            if (whole is null)
            {
                untried = NotJudged(part);
                break;
            }

            if (against.Count == 0)
                done = whole;

            var others = against.Count > 0 ? against : Others(whole, part);
            if (others.Count == 0)
                break;
            if (round == MostRounds || budget.IsSpent)
            {
                untried ??= NotTried(part, against.Count > 0);
                break;
            }

            part = [.. part, .. others];
            start = done is null ? Draft.Of(facts, path, text, [], part) : Draft.Of(facts, path, done.Text, done.Repairs, part);
        }

        var result = done ?? JudgeAll(first, harmlessness: null).Whole;
        if (result is null)
            (result, untried) = (first, untried ?? NotJudged(part));
        return new PlanFix(result.Text, result.Repairs, result.Findings) { Untried = untried, WantsUnsafe = wantsUnsafe };
    }

    // Null where there was no time for all pairs. The first few that speak against a change are enough to go on with.
    private (Draft? Whole, List<JudgedPair> Against) JudgeAll(Draft draft, Harmlessness? harmlessness)
    {
        var pairs = JudgedPair.Of(facts.Application, draft.Plan!, facts.Plans);
        var (hops, against) = (ImmutableArray.CreateBuilder<JudgedHop>(pairs.Length), new List<JudgedPair>());
        if (!RangeAnalysis.CheckItself(facts, draft.Plan!, pairs.IsEmpty).IsEmpty)
            return (draft, against);

        var (key, ends) = (new PairKey(facts.Application, draft.Plan!), new HashSet<string>(StringComparer.Ordinal));
        var ofOtherEnds = new HashSet<object>(pairs.Where(pair => ends.Add(key.OfEnds(pair.From, pair.To))).Select(pair => (object)pair.Key));
        foreach (var (hop, isHarmless) in RangeAnalysis.InOrder(pairs, pair => Judge(draft, pair, harmlessness, ofOtherEnds.Contains(pair.Key))))
        {
            hops.Add(hop);
            if (!isHarmless)
                against.Add(hop.Pair);
            if (against.Count == MostAtOnce || (budget.IsOver && hops.Count < pairs.Length))
                break;
        }

        var isWhole = hops.Count == pairs.Length;
        return (isWhole || against.Count > 0 ? draft.JudgedFor(facts, hops.ToImmutable(), isWhole) : null, against);
    }

    // The plans of all pairs take more memory than there may be; those of the few on which changes are tried are needed again.
    private (JudgedHop Hop, bool IsHarmless) Judge(Draft draft, JudgedPair pair, Harmlessness? harmlessness, bool asksConditions)
    {
        var hop = Draft.Judge(facts, draft.Plan!, pair);
        return (hop with { Plan = null }, harmlessness?.Of(draft, hop, asksConditions) != false);
    }

    private static PlanFix Unchanged(Draft draft) => new(draft.Text, [], draft.Findings);

    // The first pairs that fail, each in another way; where none of those that are looked at first does, the first one of all that does.
    private (ImmutableArray<JudgedPair> Part, TimeSpan Shortest) Failing(Plan range)
    {
        if (!RangeAnalysis.CheckItself(facts, range, _all.IsEmpty).IsEmpty)
            return ([.. _all.Take(MostAtOnce)], TimeSpan.Zero);

        var first = Enumerable.Range(0, Math.Min(Probed, _all.Length)).Select(number => number * _all.Length / Math.Min(Probed, _all.Length)).ToList();
        var (part, seen, judged, shortest) = (ImmutableArray.CreateBuilder<JudgedPair>(), new HashSet<(string, int)>(), 0, TimeSpan.MaxValue);
        foreach (var index in first.Concat(Enumerable.Range(0, _all.Length).Except(first)))
        {
            if (part.Count == MostAtOnce || (part.Count > 0 && (judged >= first.Count || budget.IsOver)))
                break;

            judged++;
            var began = budget.Elapsed;
            if (Failures(Draft.Judge(facts, range, _all[index])).Count(seen.Add) > 0)
                part.Add(_all[index]);
            var took = budget.Elapsed - began;
            shortest = took < shortest ? took : shortest;
        }

        return (part.ToImmutable(), shortest);
    }

    // Pairs that fail in a way in which none of those does that changes were tried on.
    private static List<JudgedPair> Others(Draft whole, ImmutableArray<JudgedPair> part)
    {
        var (known, seen) = (new HashSet<object>(part.Select(pair => (object)pair.Key)), new HashSet<(string, int)>());
        foreach (var hop in whole.Hops.Where(hop => known.Contains(hop.Pair.Key)))
            seen.UnionWith(Failures(hop));

        return [.. whole.Hops.Where(hop => !known.Contains(hop.Pair.Key) && Failures(hop).Count(seen.Add) > 0).Select(hop => hop.Pair).Take(MostAtOnce)];
    }

    private static List<(string, int)> Failures(JudgedHop hop) => [.. hop.Findings.Where(finding => finding.Severity > Severity.Note).Select(finding => (finding.Rule.Id, finding.Place.Start))];

    private Message TriedOn(ImmutableArray<JudgedPair> part) => new(
        $"; all on {part.Length} of {_all.Length} sorts of pairs of versions",
        $"。いずれも {_all.Length} 種類のバージョンの組のうち {part.Length} 種類で試しました");

    private Message NotTried(ImmutableArray<JudgedPair> part, bool isAgainst) => isAgainst
        ? new(
            $"What helps the {part.Length} pairs of versions on which changes were tried makes another of the {_all.Length} sorts worse; what helps all was not looked for any further",
            $"変更を試した {part.Length} 組のバージョンに効く変更は、{_all.Length} 種類のうち別の組を悪くします。すべてに効く変更は、それ以上探していません")
        : new(
            $"Changes were tried on {part.Length} of {_all.Length} sorts of pairs of versions; what others need was not tried",
            $"変更は {_all.Length} 種類のバージョンの組のうち {part.Length} 種類で試しました。ほかの組に必要な変更は試していません");

    private Message NotJudged(ImmutableArray<JudgedPair> part) => new(
        $"The search ended at its limit of time: changes were tried on {part.Length} of {_all.Length} sorts of pairs of versions, and none is proposed that was not judged for all",
        $"検索は時間の上限に達しました。変更は {_all.Length} 種類のバージョンの組のうち {part.Length} 種類で試しました。すべての組で評価していない変更は提案しません");
}
