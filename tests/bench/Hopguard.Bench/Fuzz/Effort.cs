using System.Diagnostics;

namespace Hopguard.Bench.Fuzz;

/// <summary>
/// The time since a moment, without that in which the machine did something else: never more than this process has worked since. On a busy machine a clock alone would blame the input.
/// </summary>
internal sealed record Effort(long Timestamp, TimeSpan Processor)
{
    /// <summary>The time spent since then.</summary>
    public TimeSpan Spent
    {
        get
        {
            var (elapsed, worked) = (Stopwatch.GetElapsedTime(Timestamp), Environment.CpuUsage.TotalTime - Processor);
            return elapsed < worked ? elapsed : worked;
        }
    }

    /// <summary>Begins to count.</summary>
    public static Effort Now() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
}
