using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.StaleTrialPromoted" />
public sealed class StaleTrialPromoted : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.StaleTrialPromoted;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Of<PromotesTrial>()
        .Select(transition => Promoted((PromotesTrial)transition.Effect, transition))
        .Concat(trace.Of<RestoresInPlace>().Select(transition => Restored((RestoresInPlace)transition.Effect, transition)))
        .Where(finding => finding is not null)
        .Select(finding => finding!);

    private Finding? Promoted(PromotesTrial effect, Transition at)
    {
        if (!at.Before.Trials.TryGetValue(effect.Trial, out var trial) || !at.Before.Stores.TryGetValue(effect.To, out var store))
            return null;

        // Where the same copy was the cover, its staleness was reported when the store was emptied.
        if (trial.Store != effect.To || trial.Epoch == store.Epoch || trial.Copy == store.CoveredBy)
            return null;

        return At(
            effect.Trial.Place,
            new(
                $"Trial '{trial.Name}' becomes store '{effect.To}' although '{store.LastWriter}' could write after its copy '{trial.Copy}' was taken; restore a copy taken after the last stop",
                $"試験用データベース '{trial.Name}' がストア '{effect.To}' になりますが、コピー '{trial.Copy}' の後に '{store.LastWriter}' が書き込めました。最後の停止より後のコピーを復元してください"),
            Related.Restored(trial));
    }

    private Finding? Restored(RestoresInPlace effect, Transition at)
    {
        if (!at.Before.Copies.TryGetValue(effect.Copy, out var copy) || !copy.Parts.TryGetValue(effect.To, out var part))
            return null;

        // Where no better copy exists, that was reported when the store was emptied.
        var store = at.Before.Stores[effect.To];
        if (at.Before.BestCopyOf(store) is not { } best || best.Parts[effect.To].Epoch <= part.Epoch)
            return null;

        return At(
            effect.Copy.Place,
            new(
                $"Copy '{copy.Name}' is restored into store '{effect.To}' although '{store.LastWriter}' could write after it was taken; restore '{best.Name}', which is newer",
                $"コピー '{copy.Name}' がストア '{effect.To}' に復元されますが、その後に '{store.LastWriter}' が書き込めました。より新しい '{best.Name}' を復元してください"),
            Related.Taken(copy),
            Related.Taken(best));
    }
}
