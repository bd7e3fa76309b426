using Hopguard.Plans.Analysis.Interpretation;

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
            foreach (var store in trace.Facts.StoresIn(after))
            {
                // A store that the version before does not have is nothing to bring back.
                if (!store.Store.Disposable && store.Store.IsIn(trace.Plan.From) && WayBack.Of(store, after) == Holding.None && lost.Add(store.Store.Name))
                    yield return new CrashWindow(transition, store, after.BestCopyOf(store));
            }
        }
    }
}
