namespace Hopguard.Engine.Journals;

/// <summary>When a run did what: every attempt at a step and at its undoing, and the times without an answer for users.</summary>
/// <param name="Attempts">In the order in which they began.</param>
/// <param name="Silences">In the order in which they began.</param>
public sealed record TimeLine(IReadOnlyList<Attempt> Attempts, IReadOnlyList<Silence> Silences)
{
    /// <summary>A run of which nothing is known.</summary>
    public static TimeLine Empty { get; } = new([], []);

    /// <summary>Time spent in a step over all attempts, undoing and what still goes on not included.</summary>
    public TimeSpan Duration(string stepId) =>
        Attempts.Where(attempt => attempt.StepId == stepId && !attempt.IsUndo && attempt.IsEnded).Aggregate(TimeSpan.Zero, (sum, attempt) => sum + (attempt.Ended - attempt.Began));

    internal static TimeLine Of(IReadOnlyList<JournalEntry> entries) => new([.. AttemptsOf(entries)], [.. OutageHistory.Silences(entries)]);

    // An attempt that was killed counts up to what the journal says last before another process took the run up.
    private static IEnumerable<Attempt> AttemptsOf(IReadOnlyList<JournalEntry> entries)
    {
        Attempt? open = null;
        foreach (var entry in entries)
        {
            if (open is not null && entry is JournalEntry.Remembered)
                open = open with { Ended = Later(open.Ended, entry.At) };
            else if (open is not null)
            {
                yield return entry is JournalEntry.RunResumed ? open : open with { Ended = Later(open.Ended, entry.At), IsEnded = true, HasFailed = entry is JournalEntry.StepFailed or JournalEntry.UndoFailed };
                open = null;
            }

            open = entry switch
            {
                JournalEntry.StepStarted started => new Attempt(started.StepId, IsUndo: false, entry.At, entry.At),
                JournalEntry.UndoStarted started => new Attempt(started.StepId, IsUndo: true, entry.At, entry.At),
                _ => open,
            };
        }

        if (open is not null)
            yield return open;
    }

    // A clock may be set back in between.
    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>One attempt at a step, or at its undoing.</summary>
/// <param name="StepId">The step.</param>
/// <param name="IsUndo">Whether it undid the step.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it ended; of one that was killed or goes on, the last that is known of it.</param>
public sealed record Attempt(string StepId, bool IsUndo, DateTimeOffset Began, DateTimeOffset Ended)
{
    /// <summary>Whether its end is recorded: not of one that was killed or goes on.</summary>
    public bool IsEnded { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool HasFailed { get; init; }
}

/// <summary>A time without an answer for users.</summary>
/// <param name="Began">The last answer before it.</param>
/// <param name="Ended">The first answer after it; null while there is none.</param>
public sealed record Silence(DateTimeOffset Began, DateTimeOffset? Ended);
