using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP101: a check, a pull or a fetch comes only after the first stop.</summary>
public sealed class CheckedTooLate : EffectRule<Effect>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP101",
        new("A check, a pull or a fetch comes only after the first stop", "確認・イメージの取得・ソースの取得が最初の停止より後にある"),
        new(
            "What can fail without touching the deployment must fail while it still runs; afterwards every failure is an outage.",
            "稼働環境に触れずに失敗できる処理は、稼働中に失敗させるべきです。停止後の失敗はすべてサービス停止につながります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
