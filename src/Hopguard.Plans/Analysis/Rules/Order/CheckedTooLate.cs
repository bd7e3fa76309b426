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
        if (effect is not (FetchesSource or ChecksTarget or ChecksSpace or PullsImages) || at.Before.Touched is not { } first)
            return [];

        // A pull behind a destruction has a finding that weighs more.
        if (effect is PullsImages && PulledAfterDataWasTaken.TakenBefore(at) is not null)
            return [];

        return
        [
            At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' comes after '{first.Id}', where its failure is an outage; move it up",
                    $"ステップ '{at.Step.Id}' は '{first.Id}' より後にあり、失敗するとサービス停止になります。前に移してください"),
                new RelatedPlace(
                    first.Place,
                    new(
                        $"'{StepKind.Of(first).Name}' is the first step that touches the deployment",
                        $"'{StepKind.Of(first).Name}' は稼働環境に触れる最初のステップです"))),
        ];
    }
}
