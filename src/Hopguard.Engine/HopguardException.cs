namespace Hopguard.Engine;

/// <summary>
/// Something that an operator can understand and act on went wrong: the one exception that crosses the border between a project of Hopguard and the next.
/// The message says what happened; the engine adds what state everything is in and which command comes next.
/// </summary>
public sealed class HopguardException : Exception
{
    /// <summary>Makes an error for an operator.</summary>
    /// <param name="what">What happened: the subject in quotes, then the fact, in one sentence without a full stop.</param>
    /// <param name="remedy">What to do about it, or null where the general next step (the same command, or the rollback) is all there is.</param>
    /// <param name="inner">The cause, for the log.</param>
    public HopguardException(string what, string? remedy = null, Exception? inner = null)
        : base(what, inner) => Remedy = remedy;

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; }

    /// <summary>
    /// What to do about it once the version before was brought back, where the remedy is about things as they stood in the middle of a run; empty where nothing is left to do. Null where
    /// the remedy holds then as well.
    /// </summary>
    public string? AfterRollback { get; init; }

    /// <summary>The command lines that lead on, each after what it is for, behind the remedy: each is printed on a line of its own, to be pasted.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>The remedy and the command lines, as lines of what to type next.</summary>
    public IReadOnlyList<string> Next => Remedy is null ? Commands : [Remedy, .. Commands];

    /// <summary>Whether the container engine is stopping, down or out of reach: nothing else is known, and nothing else helps, before it runs.</summary>
    public bool IsEngineDown { get; init; }

    /// <summary>What the program ends with because of it.</summary>
    public int ExitCode { get; init; } = 1;
}
