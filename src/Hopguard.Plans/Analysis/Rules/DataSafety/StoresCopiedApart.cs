using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.StoresCopiedApart" />
public sealed class StoresCopiedApart : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.StoresCopiedApart;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        // In a hop a copy that is behind has its finding where the data goes or the new version starts.
        if (trace.Plan.To is not null || trace.Transitions.LastOrDefault(transition => transition.Effect is TakesCopy) is not { } last)
            yield break;

        var store = Stores(last.After).FirstOrDefault(IsBehind);
        if (store is null || !Stores(last.After).Any(other => IsKindApart(other, store)) || trace.End.Stores[store.Store.Name].CoveredBy is not null)
            yield break;

        var copy = last.After.Copies[store.LatestCopy!];
        yield return At(
            copy.Parts.Count == 1 ? copy.TakenBy.Place : copy.TakenBy.PlaceOf("stores"),
            new(
                $"Copy '{copy.Name}' of store '{store.Store.Name}' and copy '{((TakesCopy)last.Effect).As}' are no set: '{store.LastWriter}' could write between them; stop it once, and take both before it starts again",
                $"ストア '{store.Store.Name}' のコピー '{copy.Name}' とコピー '{((TakesCopy)last.Effect).As}' は時点が揃っていません。間に '{store.LastWriter}' が書き込めました。一度停止し、再開の前に両方を取ってください"),
            [.. Related.LastWriter(store), new RelatedPlace(last.Step.Place, new("the other copy is taken here", "もう一方のコピーはここで取られます"))]);

        bool IsBehind(StoreState candidate) => !last.After.Copies[candidate.LatestCopy!].IsFresh(candidate);
    }

    private static IEnumerable<StoreState> Stores(State state) =>
        state.Stores.Values.Where(store => !store.Store.Disposable && store.HasData && store.LatestCopy is not null).OrderBy(store => store.Store.Name, StringComparer.Ordinal);

    private static bool IsKindApart(StoreState one, StoreState other) => (one.Store.Kind == StoreKind.Volume) != (other.Store.Kind == StoreKind.Volume);
}
