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
                at.Step.Place, $"Step '{at.Step.Id}' comes after 'accept', where nothing can be undone; move it up", new RelatedPlace(accept.Place, "the way back closes here"));
        }
    }
}
