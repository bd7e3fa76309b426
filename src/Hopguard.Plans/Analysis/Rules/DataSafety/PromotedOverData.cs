using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.PromotedOverData" />
public sealed class PromotedOverData : EffectRule<PromotesTrial>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.PromotedOverData;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(PromotesTrial effect, Transition at, Trace trace)
    {
        if (!at.Before.Trials.TryGetValue(effect.Trial, out var trial))
            yield return At(effect.Trial.Place, $"Trial '{effect.Trial}' is gone when it is to become store '{effect.To}'; promote it once, and do not discard it before");
        else if (trial.Store != effect.To)
            yield return At(effect.To.Place, $"Trial '{trial.Name}' holds store '{trial.Store}' and cannot become store '{effect.To}'; write 'to: {trial.Store}'");
        else if (at.Before.Stores[effect.To].HasData)
            yield return At(effect.To.Place, $"Store '{effect.To}' still holds its data when trial '{trial.Name}' is promoted into it; put the data aside with 'retire-volume' first");
    }
}
