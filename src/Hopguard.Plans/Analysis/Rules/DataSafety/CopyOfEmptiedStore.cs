using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.CopyOfEmptiedStore" />
public sealed class CopyOfEmptiedStore : EffectRule<TakesCopy>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.CopyOfEmptiedStore;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(TakesCopy effect, Transition at, Trace trace)
    {
        if (!at.Before.Stores.TryGetValue(effect.Store, out var store) || store.Store.Disposable || store.EmptiedBy is not { } emptied)
            yield break;

        yield return At(
            effect.Store.Place,
            new(
                $"Copy '{effect.As}' is taken of store '{effect.Store}' after its data was taken away, so it holds nothing of it; take it before step '{emptied.Id}'",
                $"コピー '{effect.As}' は、ストア '{effect.Store}' のデータが取り去られた後に取られるため、元のデータを含みません。ステップ '{emptied.Id}' の前に取ってください"),
            Related.Emptied(emptied));
    }
}
