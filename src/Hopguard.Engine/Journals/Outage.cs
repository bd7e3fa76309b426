namespace Hopguard.Engine.Journals;

/// <summary>How long users had no answer: from the last answer of one version to the first of the next, several such times taken together.</summary>
/// <param name="Length">The time; null where it cannot be told, because a clock was changed while no process watched.</param>
/// <param name="IsOver">Whether the application answers again; the length still grows where it does not.</param>
public sealed record Outage(TimeSpan? Length, bool IsOver)
{
    /// <summary>Whether the length is by a clock that somebody may have set in between: no process watched, and the host was started anew or has no other clock.</summary>
    public bool IsAbout { get; init; }
}
