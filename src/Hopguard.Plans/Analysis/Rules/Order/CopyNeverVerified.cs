using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP117: a backup takes a copy and never verifies it.</summary>
public sealed class CopyNeverVerified : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP117",
        new("A backup takes a copy and never verifies it", "バックアップのコピーが一度も検証されない"),
        new(
            "That a file is there and a command ended with 0 proves nothing; an unverified copy is found out to be none on the day it is needed.",
            "ファイルがありコマンドが 0 で終わっても何の証明にもなりません。検証していないコピーは、必要になった日に使えないと分かります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        // Where data goes or is migrated, what an unverified copy puts at risk weighs more, and has findings of its own.
        var unverified = trace.End.Copies.Values.Where(copy => copy.VerifiedBy is null && Matters(copy, trace)).OrderBy(copy => copy.TakenBy.Place.Start).ToList();
        if (unverified.Count == 0 || trace.Plan.To is not null || trace.Transitions.Any(transition => TakesData(transition, trace)))
            return [];

        return unverified.Select(copy => At(
            copy.TakenBy.PlaceOf("as"),
            new(
                $"Copy '{copy.Name}' is never verified; add 'verify-copy' behind it",
                $"コピー '{copy.Name}' は一度も検証されません。後に 'verify-copy' を追加してください")));
    }

    // Another copy of the same store may be the one that was proved.
    private static bool Matters(CopyState copy, Trace trace) =>
        copy.Parts.Keys.Any(store => trace.End.Stores[store] is { Store.Disposable: false, LatestVerifiedCopy: null });

    private static bool TakesData(Transition at, Trace trace) => at.Effect is ReversesMigrations || TakenAway.By(at.Effect, at.Before, trace.Facts).Any();
}
