using Hopguard.Engine.Steps;

namespace Hopguard.Postgres.Externals;

/// <summary>
/// A database that was closed right after it was dumped, so that nobody connects to it any more: how it is known that nobody has opened it since. Whoever opens or changes it writes its row of
/// <c>pg_database</c> anew, under a transaction of his own. Saved as <c>&lt;copy&gt;.closed.json</c> before the database is closed, and once more when it is.
/// </summary>
/// <param name="Row">Which database, and the transaction that closed it; null where that is not known, since the run was killed in the middle.</param>
public sealed record ClosedDatabase(string? Row)
{
    /// <summary>The file it is saved under.</summary>
    public static string FileName(string copy) => copy + ".closed.json";

    /// <summary>Whether the dump closed the database, or was about to.</summary>
    public static bool IsOf(string copy, StepContext context) => context.Evidence.Find<ClosedDatabase>(FileName(copy)) is not null;
}
