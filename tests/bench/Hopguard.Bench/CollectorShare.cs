using System.Diagnostics;
using Hopguard.Plans.Model;

namespace Hopguard.Bench;

/// <summary>How much of the time in which a plan is judged the garbage collector holds everything up.</summary>
internal static class CollectorShare
{
    private const int Rounds = 5;

    /// <summary>The median share, from 0 to 1.</summary>
    public static double Of(Plan plan) => Enumerable.Range(0, Rounds).Select(_ => Once(plan)).Order().ElementAt(Rounds / 2);

    private static double Once(Plan plan)
    {
        // What earlier rounds left behind is not this one's.
        GC.Collect();
        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalPauseDuration());
        Work.Analyze(plan);
        return (GC.GetTotalPauseDuration() - before) / watch.Elapsed;
    }
}
