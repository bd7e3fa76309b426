using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Crashes;

/// <summary>
/// The way back from a point of a plan, in closed form. A rollback undoes the steps that were done, last first, and no undoing destroys a place that counts here:
/// what was put aside moves into the store's own volume, a promoted trial moves out of it, copies stay. So as long as one place holds the data when the way back
/// begins, one holds it at every point of it, however often it is killed and taken up again. What came out of a copy during the plan does not count, not even with
/// what the version before has written into it since: the way back moves it out of the store.
/// </summary>
internal static class WayBack
{
    /// <summary>The places that hold what a store held in the version before.</summary>
    public static Holding Of(StoreState store, State state)
    {
        var own = store.HasData && store.IsOriginal ? Holding.OwnVolume : Holding.None;
        var aside = store.Retired is { IsOriginal: true } retired && retired.Epoch >= store.SourceEpoch ? Holding.PutAside : Holding.None;
        return own | aside | (HasCopy(store, state) ? Holding.Copy : Holding.None);
    }

    private static bool HasCopy(StoreState store, State state)
    {
        if (store.VerifiedOriginals.IsEmpty)
            return false;

        var copy = state.Copies[store.VerifiedOriginals.Peek()];
        return copy.Parts[store.Store.Name].Epoch >= store.SourceEpoch && Outlives(copy, state);
    }

    /// <summary>Whether a copy is still there when it is wanted: not in a volume that the way back overwrites before it restores the copy.</summary>
    public static bool Outlives(CopyState copy, State state) =>
        copy.KeptIn is not { } keeper
        || !state.Stores.TryGetValue(keeper, out var kept)
        || (kept.HasData && (kept.IsOriginal || kept.LatestCopy is not { } latest || IsRestoredBefore(state.Copies[latest], copy)));

    // What was copied later is restored earlier, whatever the keeper holds.
    private static bool IsRestoredBefore(CopyState latestOfKeeper, CopyState copy) =>
        copy.TakenBy is BackUpVolumes && latestOfKeeper.TakenBy.Place.Start < copy.TakenBy.Place.Start;
}
