using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.CheckedTooLate" />
public sealed class CheckedTooLate : EffectRule<Effect>
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.CheckedTooLate;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace)
    {
        if (effect is FetchesSource or ChecksTarget or ChecksSpace or PullsImages && at.Before.Touched is { } first)
        {
            yield return At(
                at.Step.Place,
                $"Step '{at.Step.Id}' comes after '{first.Id}', where its failure is an outage; move it up",
                new RelatedPlace(first.Place, $"'{StepKind.Of(first).Name}' is the first step that touches the deployment"));
        }
    }
}
