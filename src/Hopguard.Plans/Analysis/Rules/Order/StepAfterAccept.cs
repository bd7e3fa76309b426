using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.StepAfterAccept" />
public sealed class StepAfterAccept : EffectRule<Effect>
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.StepAfterAccept;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace)
    {
        if (effect is not DeletesRetired && at.Before.Accepted is { } accept)
        {
            yield return At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' comes after 'accept', where nothing can be undone; move it up",
                    $"ステップ '{at.Step.Id}' は 'accept' の後にあり、取り消せません。前に移してください"),
                new RelatedPlace(accept.Place, new("the way back closes here", "元に戻す道はここで閉じます")));
        }
    }
}
