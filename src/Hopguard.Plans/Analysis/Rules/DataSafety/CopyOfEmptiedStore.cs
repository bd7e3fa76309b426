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
        if (!at.Before.Stores.TryGetValue(effect.Store, out var store) || store.Store.Disposable || store.HasData)
            yield break;

        yield return store.EmptiedBy is not { } emptied ? OfNew(effect, store, trace) : At(
            effect.Store.Place,
            new(
                $"Copy '{effect.As}' is taken of store '{effect.Store}' after its data was taken away, so it holds nothing of it; take it before step '{emptied.Id}'",
                $"コピー '{effect.As}' は、ストア '{effect.Store}' のデータが取り去られた後に取られるため、元のデータを含みません。ステップ '{emptied.Id}' の前に取ってください"),
            Related.Emptied(emptied));
    }

    private Finding OfNew(TakesCopy effect, StoreState store, Trace trace) => At(
        effect.Store.Place,
        new(
            $"Copy '{effect.As}' is taken of store '{effect.Store}' before anything was brought over into it; copy store '{trace.Facts.PredecessorOf(effect.Store)!.Name}', which it replaces",
            $"コピー '{effect.As}' は、何も移されていないストア '{effect.Store}' から取られます。置き換え元のストア '{trace.Facts.PredecessorOf(effect.Store)!.Name}' のコピーを取ってください"),
        Related.Declared(store));
}
