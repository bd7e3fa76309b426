using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.DeletedBeforeAccept" />
public sealed class DeletedBeforeAccept : EffectRule<Effect>
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.DeletedBeforeAccept;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace)
    {
        if (at.Before.Accepted is not null)
            yield break;

        if (effect is DeletesRetired)
        {
            yield return At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' deletes what the way back needs before 'accept'; move it behind 'accept'",
                    $"ステップ '{at.Step.Id}' は、元に戻すのに必要なものを 'accept' より前に削除します。'accept' の後に移してください"));
        }

        // A store without a good copy has a finding that weighs more.
        if (effect is DestroysStore destroys && Loss.Of(at, trace.Facts).Any(loss => loss.IsCovered))
        {
            yield return At(
                destroys.Store.Place,
                new(
                    $"Store '{destroys.Store}' is deleted before 'accept', while the way back still needs it; put it aside with 'retire-volume'",
                    $"ストア '{destroys.Store}' は、元に戻すのにまだ必要な 'accept' 前に削除されます。'retire-volume' で退避してください"));
        }
    }
}
