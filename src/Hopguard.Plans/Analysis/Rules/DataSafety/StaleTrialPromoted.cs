using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP008: what is promoted or restored was copied before the last writes.</summary>
public sealed class StaleTrialPromoted : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP008",
        new("What is promoted or restored was copied before the last writes", "最後の書き込みより前のコピーが昇格または復元される"),
        new(
            "It holds the state before those writes, so putting it in the store's place drops them.",
            "その書き込みより前の状態しか持たないため、ストアと入れ替えると書き込みが失われます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Of<PromotesTrial>()
        .Select(transition => Promoted((PromotesTrial)transition.Effect, transition, trace.Facts))
        .Concat(trace.Of<RestoresInPlace>().Select(transition => Restored((RestoresInPlace)transition.Effect, transition, trace.Facts)))
        .Where(finding => finding is not null)
        .Select(finding => finding!)
        .Concat(trace.Plan.To is null ? [] : trace.Plan.Steps.OfType<UseBackup>().Select(Given));

    // Who restores a backup into its own version gives up what was written since; who upgrades does not.
    private Finding Given(UseBackup use) => At(
        use.Place,
        new(
            $"Copy '{use.As}' of a hop is an earlier backup, which lacks what was written since; take a copy with 'dump-database' or 'back-up-volumes'",
            $"ホップのコピー '{use.As}' は以前のバックアップで、その後の書き込みが欠けています。'dump-database' または 'back-up-volumes' でコピーを取ってください"));

    private Finding? Promoted(PromotesTrial effect, Transition at, ApplicationFacts facts)
    {
        if (!at.Before.Trials.TryGetValue(effect.Trial, out var trial) || !at.Before.Stores.TryGetValue(trial.Store, out var store))
            return null;

        // Where the same copy was the cover, its staleness was reported when the store was emptied.
        if (facts.SourceOf(effect.To, at.Before.Copies[trial.Copy]) != trial.Store || trial.Epoch == store.Epoch || trial.Copy == store.CoveredBy)
            return null;

        return At(
            effect.Trial.Place,
            new(
                $"Trial '{trial.Name}' becomes store '{effect.To}' although '{store.LastWriter}' could write after its copy '{trial.Copy}' was taken; restore a copy taken after that",
                $"試験用データベース '{trial.Name}' がストア '{effect.To}' になりますが、コピー '{trial.Copy}' の後に '{store.LastWriter}' が書き込めました。それより後に取ったコピーを復元してください"),
            Related.Restored(trial));
    }

    private Finding? Restored(RestoresInPlace effect, Transition at, ApplicationFacts facts)
    {
        if (!at.Before.Copies.TryGetValue(effect.Copy, out var copy) || facts.SourceOf(effect.To, copy) is not { } source || !at.Before.Stores.TryGetValue(source, out var store))
            return null;

        // Where no better copy exists, that was reported when the store was emptied; one that is replaced is not emptied.
        if (at.Before.BestCopyOf(store) is not { } best || best.Parts[source].Epoch <= copy.Parts[source].Epoch)
            return source == effect.To.Text || copy.IsFresh(store) ? null : Stale(effect, copy, store);

        return At(
            effect.Copy.Place,
            new(
                $"Copy '{copy.Name}' is restored into store '{effect.To}' although '{store.LastWriter}' could write after it was taken; restore '{best.Name}', which is newer",
                $"コピー '{copy.Name}' がストア '{effect.To}' に復元されますが、その後に '{store.LastWriter}' が書き込めました。より新しい '{best.Name}' を復元してください"),
            Related.Taken(copy),
            Related.Taken(best));
    }

    private Finding Stale(RestoresInPlace effect, CopyState copy, StoreState store) => At(
        effect.Copy.Place,
        new(
            $"Copy '{copy.Name}' is restored into store '{effect.To}' although '{store.LastWriter}' could write to '{store.Store.Name}' after it was taken; {LateWrite.Remedy(store).English}",
            $"コピー '{copy.Name}' がストア '{effect.To}' に復元されますが、その後に '{store.LastWriter}' が '{store.Store.Name}' に書き込めました。{LateWrite.Remedy(store).Japanese}"),
        Related.Taken(copy));
}
