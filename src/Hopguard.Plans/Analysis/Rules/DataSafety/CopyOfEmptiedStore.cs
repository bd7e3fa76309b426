using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP017: a copy is taken of a store whose data was taken away before.</summary>
public sealed class CopyOfEmptiedStore : EffectRule<TakesCopy>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP017",
        new("A copy is taken of a store whose data was taken away before", "データが取り去られた後のストアからコピーが取られる"),
        new(
            "It is a copy of nothing that looks like the newest copy, and takes the place of the good one when somebody looks for that.",
            "中身のないコピーが最新のコピーに見え、必要なときに正しいコピーの代わりに選ばれてしまいます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(TakesCopy effect, Transition at, Trace trace)
    {
        // A backup that was taken long ago holds what it holds.
        if (effect.IsGiven || !at.Before.Stores.TryGetValue(effect.Store, out var store) || store.Store.Disposable || store.HasData)
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
