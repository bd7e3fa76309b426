using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.UnverifiedTrialPromoted" />
public sealed class UnverifiedTrialPromoted : EffectRule<PromotesTrial>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.UnverifiedTrialPromoted;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(PromotesTrial effect, Transition at, Trace trace)
    {
        if (at.Before.Trials.TryGetValue(effect.Trial, out var trial) && trial.VerifiedBy is null)
        {
            yield return At(
                effect.Trial.Place,
                new(
                    $"Trial '{trial.Name}' becomes store '{effect.To}' without having been verified; add 'verify-copy' with 'by: {trial.Name}' before this step",
                    $"試験用データベース '{trial.Name}' は検証されないままストア '{effect.To}' になります。このステップの前に 'by: {trial.Name}' を指定した 'verify-copy' を追加してください"),
                Related.Restored(trial));
        }
    }
}
