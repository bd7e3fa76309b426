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
        if (trace.Plan.To is not null || trace.Of<TakesCopy>().LastOrDefault(transition => transition.After.Copies.ContainsKey(((TakesCopy)transition.Effect).As)) is not { } last)
            yield break;

        // Files that a service wrote while they were copied have a finding for that, and stopping it mends both.
        var lastCopy = (TakesCopy)last.Effect;
        if (IsTorn(last.After.Copies[lastCopy.As], lastCopy.Store, trace))
            yield break;

        var store = Stores(last.After, trace).FirstOrDefault(IsBehind);
        if (store is null || !Stores(last.After, trace).Any(other => IsKindApart(other, store)) || trace.End.Stores[store.Store.Name].CoveredBy is not null)
            yield break;

        var behind = last.After.Copies[store.LatestCopy!];
        yield return At(
            behind.TakenBy.PlaceOf(store.Store.Kind == StoreKind.PostgreSql ? "store" : "stores"),
            new(
                $"Copy '{behind.Name}' of store '{store.Store.Name}' and copy '{lastCopy.As}' are no set: '{store.LastWriter}' could write between them; stop it once, and take both before it starts again",
                $"ストア '{store.Store.Name}' のコピー '{behind.Name}' とコピー '{lastCopy.As}' は時点が揃っていません。間に '{store.LastWriter}' が書き込めました。一度停止し、再開の前に両方を取ってください"),
            [.. Related.LastWriter(store), new RelatedPlace(last.Step.Place, new("the other copy is taken here", "もう一方のコピーはここで取られます"))]);

        bool IsBehind(StoreState candidate) => last.After.Copies[candidate.LatestCopy!] is var copy
            && !copy.IsFresh(candidate)
            && !IsTorn(copy, candidate.Store.Name, trace);
    }

    private static bool IsTorn(CopyState copy, string store, Trace trace) =>
        trace.Facts.Application.Stores[store].Kind != StoreKind.PostgreSql && copy.Parts.TryGetValue(store, out var part) && part.Writer is not null;

    private static IEnumerable<StoreState> Stores(State state, Trace trace) =>
        trace.Facts.StoresIn(state).Where(store => !store.Store.Disposable && store.HasData && store.LatestCopy is not null);

    private static bool IsKindApart(StoreState one, StoreState other) => (one.Store.Kind == StoreKind.Volume) != (other.Store.Kind == StoreKind.Volume);
}
