using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// Looks for the smallest change of a plan that clears its findings: all changes of one step first, then of two, always going on from the best few. Every candidate
/// is judged by the analysis itself. The same text gives the same fix, and the number of candidates is bounded.
/// </summary>
public sealed class PlanFixer(Application application)
{
    private const int MostChanges = 5;
    private const int Breadth = 6;

    // After so many changes in a row without any gain there is most likely none to be had.
    private const int MostVain = 2;

    // How many texts are judged for each change, the most promising first: the time stays bounded, and many mistakes do not starve the last of them.
    private const int MostTrials = 1_000;

    /// <summary>Looks for a fix.</summary>
    /// <param name="file">The plan.</param>
    /// <param name="allowUnsafe">Whether steps may be taken out, and what is destroyed may change, where nothing else clears all errors.</param>
    public PlanFix Fix(PlanFile file, bool allowUnsafe)
    {
        var start = Draft.Of(application, file.Path, file.Text, []);
        if (start.Plan is null)
            return Unchanged(start, new Message("The file cannot be read; mend what is said about its syntax first", "ファイルを読み取れません。先に構文の指摘を直してください"));
        if (start.Layout is null)
            return Unchanged(start, new Message("Steps share a line; write each on a line of its own first", "ステップが同じ行にあります。先に 1 行に 1 つずつ書いてください"));

        var best = new Search(application, file.Path, start).Run(allowUnsafe);
        return best.IsBetterThan(start) ? new PlanFix(best.Text, best.Repairs, best.Findings, null) : Unchanged(start, null);
    }

    private static PlanFix Unchanged(Draft draft, Message? obstacle) => new(draft.Text, [], draft.Findings, obstacle);

    /// <summary>One search; it remembers what it has tried.</summary>
    private sealed class Search(Application application, string path, Draft start)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal) { start.Text };

        public Draft Run(bool allowUnsafe)
        {
            var best = start;
            ImmutableArray<Draft> front = [start];
            for (int change = 0, vain = 0; change < MostChanges && vain < MostVain && best.Weight > 0 && !front.IsEmpty; change++, vain++)
            {
                var before = best.Weight;
                var next = Try(front, isSafe: true);
                if (allowUnsafe && next.All(draft => draft.HasErrors))
                    next = next.AddRange(Try(front, isSafe: false));

                // A stable order, so that of equals the first found wins.
                front = [.. next.OrderBy(draft => draft.Weight).ThenBy(draft => draft.Cost).Take(Breadth)];
                best = front.FirstOrDefault(draft => draft.IsBetterThan(best)) ?? best;
                if (best.Weight < before)
                    vain = -1;
            }

            return best;
        }

        private ImmutableArray<Draft> Try(ImmutableArray<Draft> front, bool isSafe)
        {
            var changes =
                from draft in front
                from repair in RepairCandidates.For(application, draft)
                where repair.IsSafe == isSafe
                let text = repair.Apply(draft)
                where _seen.Add(text)
                select (Text: text, Repairs: draft.Repairs.Add(repair));
            return [.. changes.Take(MostTrials).Select(change => Draft.Of(application, path, change.Text, change.Repairs)).Where(draft => draft.Layout is not null)];
        }
    }
}
