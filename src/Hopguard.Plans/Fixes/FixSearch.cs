using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// Looks for the smallest change of a plan that clears its findings: all changes of one step first, then of two, always going on from the best few. What a change is worth is
/// estimated; the best are written, read and judged for good.
/// </summary>
internal sealed class FixSearch(ApplicationFacts facts, string path, Draft start, FixBudget budget)
{
    private const int MaxChanges = 5;
    private const int Breadth = 6;

    // After so many changes in a row without any gain there is most likely none to be had.
    private const int MaxFruitlessChanges = 2;

    // Texts that are read for each change: more than go on, since the best by weight may all be refused; and with nothing left to spend the very best.
    private const int MostRead = 12;
    private const int LastRead = 3;

    // Trials of which the weight is known to the last finding: some make the same text, or one that cannot be read. Of all others it is enough that they are no lighter.
    private const int MostWeighed = 2 * MostRead;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal) { start.Text };
    private readonly Harmlessness _harmlessness = new(facts, start);

    /// <summary>What was not tried when the budget was spent; null where everything was.</summary>
    public Message? Untried { get; private set; }

    /// <summary>Whether safe changes alone left errors after one of the rounds, so that unsafe ones, where they are allowed, came to be tried.</summary>
    public bool WantsUnsafe { get; private set; }

    public Draft Run(bool allowUnsafe)
    {
        var best = start;
        ImmutableArray<Draft> front = [start];
        for (int change = 1, fruitless = 0; change <= MaxChanges && fruitless < MaxFruitlessChanges && best.Weight > 0 && !front.IsEmpty && Untried is null; change++, fruitless++)
        {
            var next = Try(front, change, isSafe: true);
            WantsUnsafe |= next.TrueForAll(draft => draft.HasErrors);
            if (allowUnsafe && next.TrueForAll(draft => draft.HasErrors))
                next.AddRange(Try(front, change, isSafe: false));

            // A stable order, so that of equals the first found wins.
            var ordered = next.OrderBy(draft => draft.Weight).ThenBy(draft => draft.Cost).ToList();
            front = [.. ordered.Take(Breadth)];
            if (ordered.Find(draft => draft.Weight < best.Weight && _harmlessness.Of(draft)) is not { } better)
                continue;

            (best, fruitless) = (better, -1);
        }

        return best;
    }

    private List<Draft> Try(ImmutableArray<Draft> front, int change, bool isSafe)
    {
        var (trials, left, lightest) = (new List<Trial>(), new List<Repair>(), new Lightest(MostWeighed));
        var enough = int.MaxValue;
        foreach (var draft in front)
        {
            foreach (var repair in RepairCandidates.For(facts.Application, draft).Where(repair => repair.IsSafe == isSafe).OrderBy(repair => repair.Cost))
            {
                var trial = new Trial(draft, repair);
                if (trial.Cost >= enough)
                    break;
                if (budget.IsSpent)
                {
                    left.Add(repair);
                    continue;
                }

                trials.Add(trial with { Weight = Weigh(trial, lightest) });
                // Nothing that costs as much can be better than a change that clears everything.
                if (trials[trials.Count - 1].Weight == 0 && Read(trial) is { Layout: not null } clear && _harmlessness.Of(clear))
                    enough = trial.Cost;
            }
        }

        if (left.Count > 0)
            Untried = Tell(left, trials.Count, change);
        return Read(trials);
    }

    private int Weigh(Trial trial, Lightest lightest)
    {
        budget.Spend(trial.Draft.Work);
        var weight = trial.Draft.Estimate(facts, trial.Repair, lightest.Enough(trial.Cost)) ?? Read(trial).Weight;
        lightest.Add(weight, trial.Cost);
        return weight;
    }

    private List<Draft> Read(List<Trial> trials)
    {
        var read = new List<Draft>();
        foreach (var trial in trials.OrderBy(trial => trial.Weight).ThenBy(trial => trial.Cost))
        {
            if (read.Count == MostRead || (read.Count >= LastRead && budget.IsSpent))
                break;
            if (_seen.Add(trial.Repair.Apply(trial.Draft)) && Read(trial) is { Layout: not null } draft)
                read.Add(draft);
        }

        return read;
    }

    private Draft Read(Trial trial)
    {
        budget.Spend(FixBudget.ReadingFactor * trial.Draft.Work);
        return Draft.Of(facts, path, trial.Repair.Apply(trial.Draft), trial.Draft.Repairs.Add(trial.Repair), start.Part);
    }

    private Message Tell(List<Repair> left, int tried, int change)
    {
        var kinds = left.GroupBy(repair => repair.GetType()).Select(group => group.First().Count(group.Count())).ToList();
        var limit = budget.Limit;
        return new(
            $"The search ended at its limit of {limit.English}. As change number {change}, {tried} were tried and these were not: {string.Join(", ", kinds.Select(kind => kind.English))}; and nothing that takes more changes",
            $"検索は上限（{limit.Japanese}）に達しました。{change} 番目の変更として {tried} 件を試し、次は試していません: {string.Join("、", kinds.Select(kind => kind.Japanese))}。それより多くの変更も試していません");
    }

    /// <summary>A change of a draft, and what it would weigh.</summary>
    private sealed record Trial(Draft Draft, Repair Repair)
    {
        public int Weight { get; init; }

        public int Cost => Draft.Cost + Repair.Cost;
    }
}
