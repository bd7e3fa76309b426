using System.Globalization;

namespace Hopguard.Engine.Journals;

/// <summary>What a run's journal says about its outage. The records are notes of no step, so that they stand between those of the step that goes on.</summary>
internal static class OutageHistory
{
    private const string Prefix = "outage:";
    private const string Began = "began";
    private const string Ended = "ended";

    // Longer than any outage that somebody sat through: the clock was set while no process watched.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The application gave its last answer then.</summary>
    public static JournalEntry Begin(DateTimeOffset lastAnswer) => Note(Began, lastAnswer.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>It answers again; null where the length is not known.</summary>
    public static JournalEntry End(TimeSpan? length) => Note(Ended, length?.ToString("c", CultureInfo.InvariantCulture) ?? string.Empty);

    /// <summary>Whether any outage was recorded, over or not.</summary>
    public static bool IsRecorded(RunHistory history) => history.RecallAll(Prefix).Any();

    /// <summary>When the outage began that is not over; null when the application answers.</summary>
    public static DateTimeOffset? OpenSince(RunHistory history) => history.RecallAll(Prefix).LastOrDefault() is (Began, var text)
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The time between two readings of a clock that may have been set in between; null where it makes no sense.</summary>
    public static TimeSpan? Between(DateTimeOffset began, DateTimeOffset now) => now - began is var length && length >= TimeSpan.Zero && length < Longest ? length : null;

    /// <summary>All of a run's outage; null when there was none.</summary>
    public static Outage? Of(RunHistory history, DateTimeOffset now)
    {
        if (!IsRecorded(history))
            return null;

        TimeSpan? sum = TimeSpan.Zero;
        foreach (var (key, text) in history.RecallAll(Prefix).Where(note => note.Key == Ended))
            sum += TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var length) ? length : null;
        return OpenSince(history) is { } began ? new Outage(sum + Between(began, now), IsOver: false) : new Outage(sum, IsOver: true);
    }

    /// <summary>Each time without an answer by itself; one of which the length is not known ends where its end was noted.</summary>
    public static IEnumerable<Silence> Silences(IReadOnlyList<JournalEntry> entries)
    {
        DateTimeOffset? began = null;
        foreach (var note in entries.OfType<JournalEntry.Remembered>().Where(note => note.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (note.Key == Prefix + Began)
                began = DateTimeOffset.Parse(note.Text, CultureInfo.InvariantCulture);
            else if (began is { } start)
            {
                yield return new Silence(start, TimeSpan.TryParseExact(note.Text, "c", CultureInfo.InvariantCulture, out var length) ? start + length : note.At);
                began = null;
            }
        }

        if (began is { } open)
            yield return new Silence(open, Ended: null);
    }

    /// <summary>That of several runs together; null when there was none. Of unknown length where one of them is.</summary>
    public static Outage? Sum(IEnumerable<Outage?> parts)
    {
        var all = parts.OfType<Outage>().ToList();
        return all.Count == 0 ? null : new Outage(all.Aggregate((TimeSpan?)TimeSpan.Zero, (sum, part) => sum + part.Length), all.TrueForAll(part => part.IsOver));
    }

    private static JournalEntry.Remembered Note(string key, string text) => new(string.Empty, Prefix + key, text);
}
