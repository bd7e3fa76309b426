using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// Proposes the smallest change of a plan that clears its findings, and never one that makes the plan worse (<see cref="Harmlessness"/>). The same text gives the same fix, unless
/// the time of the budget ends the search.
/// </summary>
public sealed class PlanFixer(Application application)
{
    /// <summary>The application's plans, where they are at hand: a pair of versions that has a plan of its own is not that of a range.</summary>
    public ImmutableArray<Plan> Plans { get; init; } = [];

    /// <summary>Looks for a fix.</summary>
    /// <param name="file">The plan.</param>
    /// <param name="allowUnsafe">Whether steps may be taken out, and what is destroyed may change, where nothing else clears all errors.</param>
    /// <param name="budget">How much it may cost; the usual work, however long it takes, where none is given.</param>
    public PlanFix Fix(PlanFile file, bool allowUnsafe, FixBudget? budget = null)
    {
        var facts = new ApplicationFacts(application) { Plans = Plans };
        var start = Draft.Of(facts, file.Path, file.Text, [], part: []);
        if (start.Plan is not { } plan)
            return Unchanged(start, new Message("The file cannot be read; mend what is said about its syntax first", "ファイルを読み取れません。先に構文の指摘を直してください"));
        if (start.Layout is null)
            return Unchanged(plan.Range is null ? start : Draft.Of(facts, file.Path, file.Text, []), new Message("Steps share a line; write each on a line of its own first", "ステップが同じ行にあります。先に 1 行に 1 つずつ書いてください"));

        var limit = budget ?? FixBudget.WithoutClock();
        if (plan.Range is not null)
            return new RangeFixer(facts, file.Path, file.Text, limit).Fix(plan, allowUnsafe);

        var search = new FixSearch(facts, file.Path, start, limit);
        var best = search.Run(allowUnsafe);
        return new PlanFix(best.Text, best.Repairs, best.Findings) { Untried = search.Untried, WantsUnsafe = search.WantsUnsafe };
    }

    private static PlanFix Unchanged(Draft draft, Message obstacle) => new(draft.Text, [], draft.Findings) { Obstacle = obstacle };
}
