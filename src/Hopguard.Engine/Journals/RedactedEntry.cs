using Hopguard.Engine.Secrets;

namespace Hopguard.Engine.Journals;

/// <summary>Takes secrets out of what a record says in words: errors carry what tools and containers printed. What steps remember stays as it is, since they work by it.</summary>
internal static class RedactedEntry
{
    public static JournalEntry Of(JournalEntry entry, Redactor redactor)
    {
        string Text(string text) => redactor.Redact(text);
        string? TextOrNull(string? text) => text is null ? null : redactor.Redact(text);
        return entry switch
        {
            JournalEntry.StepDone done => done with { Summary = Text(done.Summary) },
            JournalEntry.StepFailed failed => failed with { What = Text(failed.What), Remedy = TextOrNull(failed.Remedy), AfterRollback = TextOrNull(failed.AfterRollback) },
            JournalEntry.StepWaiting waiting => waiting with { For = Text(waiting.For) },
            JournalEntry.StepInDoubt doubt => doubt with { Why = Text(doubt.Why) },
            JournalEntry.RollbackStarted started => started with { Why = Text(started.Why) },
            JournalEntry.StepUndone undone => undone with { Summary = Text(undone.Summary) },
            JournalEntry.UndoFailed failed => failed with { What = Text(failed.What), Remedy = TextOrNull(failed.Remedy) },
            JournalEntry.RollbackUnverified unverified => unverified with { What = Text(unverified.What), Remedy = TextOrNull(unverified.Remedy) },
            _ => entry,
        };
    }
}
