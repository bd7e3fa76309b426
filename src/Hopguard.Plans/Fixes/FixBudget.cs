using System.Globalization;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// How much a search for a fix may cost. Work is counted in steps judged, so that a text gives the same fix on every machine; the time ends a search only where even that much
/// takes too long. A budget serves one search.
/// </summary>
/// <param name="steps">How many steps may be judged; a text that is read as well counts <see cref="ReadingFactor"/> times.</param>
/// <param name="time">How long the search may take.</param>
/// <param name="elapsed">How long it has taken by now.</param>
public sealed class FixBudget(int steps, TimeSpan time, Func<TimeSpan> elapsed)
{
    /// <summary>Steps that are usually allowed: about a second for a plan of any length.</summary>
    public const int UsualSteps = 200_000;

    /// <summary>Reading a step takes about so many times as long as judging it.</summary>
    public const int ReadingFactor = 8;

    private int _spent;
    private TimeSpan _reserved;

    /// <summary>How long a search usually may take.</summary>
    public static TimeSpan UsualTime { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The usual work, however long it takes.</summary>
    public static FixBudget WithoutClock() => new(UsualSteps, UsualTime, () => TimeSpan.Zero);

    /// <summary>Whether nothing more may be judged.</summary>
    public bool IsSpent => _spent >= steps || elapsed() + _reserved >= time;

    /// <summary>Whether there is no time left for what comes behind the search either: a third more than the search has.</summary>
    internal bool IsOver => (elapsed() - time).Ticks >= time.Ticks / 3;

    /// <summary>How long the search has taken by now.</summary>
    internal TimeSpan Elapsed => elapsed();

    /// <summary>The limit that was reached.</summary>
    internal Message Limit => _spent >= steps
        ? new($"{steps} judged steps", $"評価するステップ数 {steps}")
        : new($"{Seconds} s", $"{Seconds} 秒");

    private string Seconds => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    internal void Spend(int judged) => _spent += judged;

    /// <summary>Keeps time for what comes behind the search, but never more than half of it.</summary>
    internal void Reserve(TimeSpan reserved) => _reserved = reserved > TimeSpan.FromTicks(time.Ticks / 2) ? TimeSpan.FromTicks(time.Ticks / 2) : reserved;
}
