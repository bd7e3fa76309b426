using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP005: a trial becomes the store although it was never verified.</summary>
public sealed class UnverifiedTrialPromoted : EffectRule<PromotesTrial>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP005",
        new("A trial becomes the store although it was never verified", "検証されていない試験用データベースがストアになる"),
        new(
            "A restore can end without an error and hold half of the rows; the trial must equal its source before it takes its place.",
            "復元はエラーなしに終わっても行の半分しか持たないことがあります。入れ替える前に元と等しいことを確かめる必要があります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
