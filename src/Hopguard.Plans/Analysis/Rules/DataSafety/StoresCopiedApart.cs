using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP023: a database and its files are copied at different moments.</summary>
public sealed class StoresCopiedApart : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP023",
        new("A database and its files are copied at different moments", "データベースとファイルが異なる時点でコピーされる"),
        new(
            "Rows refer to files: restored together, the two copies miss what was written between them.",
            "行はファイルを参照しています。二つのコピーを一緒に復元すると、その間に書き込まれたものが欠けます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        // In a hop a copy that is behind has its finding where the data goes or the new version starts.
        if (trace.Plan.To is not null || trace.Of<TakesCopy>().LastOrDefault(transition => transition.After.Copies.ContainsKey(((TakesCopy)transition.Effect).As)) is not { } last)
            return [];

        // Files that a service wrote while they were copied have a finding for that, and stopping it mends both.
        var lastCopy = (TakesCopy)last.Effect;
        if (IsTorn(last.After.Copies[lastCopy.As], lastCopy.Store, trace))
            return [];

        var stores = Stores(last.After, trace).ToList();
        return stores.Where(store => trace.End.Stores[store.Store.Name].CoveredBy is null)
            .SelectMany(store => stores.Where(other => IsAhead(other, store, last.After, trace)).Select(other => Judge(store, other, last.After)))
            .Take(1);
    }

    private Finding Judge(StoreState store, StoreState other, State state)
    {
        var (behind, ahead) = (state.Copies[store.LatestCopy!], state.Copies[other.LatestCopy!]);
        return At(
            behind.TakenBy.PlaceOf(store.Store.Kind == StoreKind.PostgreSql ? "store" : "stores"),
            new(
                $"Copy '{behind.Name}' of store '{store.Store.Name}' and copy '{ahead.Name}' are no set: '{store.LastWriter}' could write between them; {LateWrite.RemedyForSet(store).English}",
                $"ストア '{store.Store.Name}' のコピー '{behind.Name}' とコピー '{ahead.Name}' は時点が揃っていません。間に '{store.LastWriter}' が書き込めました。{LateWrite.RemedyForSet(store).Japanese}"),
            [.. Related.LastWriter(store), new RelatedPlace(ahead.TakenBy.Place, new("the other copy is taken here", "もう一方のコピーはここで取られます"))]);
    }

    // Two copies are of one moment unless one lacks a write that is older than the last in the other: what was only written to one of the two stores leaves them a set.
    private static bool IsAhead(StoreState other, StoreState store, State state, Trace trace)
    {
        var (behind, ahead) = (state.Copies[store.LatestCopy!], state.Copies[other.LatestCopy!]);
        return store.Store.IsCopiedAsFiles != other.Store.IsCopiedAsFiles
            && !behind.IsFresh(store)
            && !IsTorn(behind, store.Store.Name, trace)
            && FirstWriteAfter(behind, store.Store.Name, trace) <= ahead.Parts[other.Store.Name].Epoch;
    }

    private static int FirstWriteAfter(CopyState copy, string store, Trace trace) =>
        trace.Transitions.Select(transition => transition.After.Stores[store].Epoch).First(epoch => epoch > copy.Parts[store].Epoch);

    private static bool IsTorn(CopyState copy, string store, Trace trace) =>
        trace.Facts.Application.Stores[store].IsCopiedAsFiles && copy.Parts.TryGetValue(store, out var part) && part.Writer is not null;

    private static IEnumerable<StoreState> Stores(State state, Trace trace) =>
        trace.Facts.StoresIn(state).Where(store => !store.Store.Disposable && store.HasData && store.LatestCopy is not null);
}
