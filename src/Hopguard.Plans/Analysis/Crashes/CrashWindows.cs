namespace Hopguard.Plans.Analysis.Crashes;

/// <summary>Looks behind every step of a plan whether the way back to the version before is open, in one pass and without walking any way back.</summary>
internal static class CrashWindows
{
    /// <summary>The first window of every store; none behind the operator's word that the new version stays.</summary>
    public static IEnumerable<CrashWindow> Of(Trace trace)
    {
        var lost = new HashSet<string>(StringComparer.Ordinal);
        var previous = trace.Begin;
        foreach (var transition in trace.Transitions)
        {
            var after = transition.After;
            if (after.Accepted is not null)
                yield break;

            // Only stores and copies decide it, and most steps change neither.
            if (ReferenceEquals(previous.Stores, after.Stores) && ReferenceEquals(previous.Copies, after.Copies))
                continue;

            previous = after;
            foreach (var store in Lost(after).Where(store => lost.Add(store.Store.Name)).OrderBy(store => store.Store.Name, StringComparer.Ordinal))
                yield return new CrashWindow(transition, store, after.BestCopyOf(store));
        }
    }

    private static List<StoreState> Lost(State state)
    {
        var lost = new List<StoreState>();
        // Asked of every state, and nearly always answered by nothing.
        foreach (var pair in state.Stores)
        {
            if (!pair.Value.Store.Disposable && WayBack.Of(pair.Value, state) == Holding.None)
                lost.Add(pair.Value);
        }

        return lost;
    }
}
