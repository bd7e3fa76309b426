using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.StaleTrialPromoted" />
public sealed class StaleTrialPromoted : EffectRule<PromotesTrial>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.StaleTrialPromoted;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(PromotesTrial effect, Transition at, Trace trace)
    {
        if (!at.Before.Trials.TryGetValue(effect.Trial, out var trial) || !at.Before.Stores.TryGetValue(effect.To, out var store))
            yield break;

        // Where the same copy was the cover, its staleness was reported when the store was emptied.
        if (trial.Store != effect.To || trial.Epoch == store.Epoch || trial.Copy == store.CoveredBy)
            yield break;

        yield return At(
            effect.Trial.Place,
            $"Trial '{trial.Name}' becomes store '{effect.To}' although '{store.LastWriter}' could write after its copy '{trial.Copy}' was taken; restore a copy taken after the last stop",
            new RelatedPlace(trial.RestoredBy.Place, $"trial '{trial.Name}' is restored here"));
    }
}
