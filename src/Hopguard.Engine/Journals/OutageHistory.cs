using System.Globalization;

namespace Hopguard.Engine.Journals;

/// <summary>What a run's journal says about its outage. The records are notes of no step, so that they stand between those of the step that goes on.</summary>
internal static class OutageHistory
{
    private const string Prefix = "outage:";
    private const string Began = "began";
    private const string Ended = "ended";
    private const string About = " about";

    // A beginning that is noted later than this was not seen by who notes it, so its record says nothing of when that was.
    private static readonly TimeSpan LatestNote = TimeSpan.FromMinutes(1);

    // Longer than any outage that somebody sat through: the clock was set while no process watched.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The application gave its last answer then.</summary>
    public static JournalEntry Begin(DateTimeOffset lastAnswer) => Note(Began, lastAnswer.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>It answers again; null where the length is not known.</summary>
    public static JournalEntry End(TimeSpan? length, bool isAbout = false) => Note(Ended, length is { } known ? known.ToString("c", CultureInfo.InvariantCulture) + (isAbout ? About : string.Empty) : string.Empty);

    /// <summary>Whether any outage was recorded, over or not.</summary>
    public static bool IsRecorded(RunHistory history) => history.RecallAll(Prefix).Any();

    /// <summary>The outage that is not over; null when the application answers.</summary>
    public static OpenOutage? Open(RunHistory history)
    {
        if (history.RecallAll(Prefix).LastOrDefault() is not (Began, var text))
            return null;

        var began = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        var noted = history.Entries.OfType<JournalEntry.Remembered>().Last(note => note.Key == Prefix + Began);
        return noted.At - began is var late && late >= TimeSpan.Zero && late < LatestNote ? new OpenOutage(began, noted)
            : new OpenOutage(began, history.Entries.OfType<JournalEntry.StepStarted>().FirstOrDefault(step => step.At == began));
    }

    /// <summary>When the outage began that is not over; null when the application answers.</summary>
    public static DateTimeOffset? OpenSince(RunHistory history) => Open(history)?.Began;

    /// <summary>The time from a beginning to now, and whether only a clock tells it that may have been set in between; null where it makes no sense.</summary>
    public static (TimeSpan Length, bool IsAbout)? Between(OpenOutage open, DateTimeOffset now, SteadyTime? steady)
    {
        if (open.Noted is { } noted && steady?.SinceReading(noted.Steady) is { } sinceNote)
            return (noted.At - open.Began + sinceNote, false);

        return now - open.Began is var length && length >= TimeSpan.Zero && length < Longest ? (length, true) : null;
    }

    /// <summary>All of a run's outage; null when there was none.</summary>
    public static Outage? Of(RunHistory history, DateTimeOffset now, SteadyTime? steady)
    {
        if (!IsRecorded(history))
            return null;

        var parts = history.RecallAll(Prefix).Where(note => note.Key == Ended).Select(note => Length(note.Text)).ToList();
        var open = Open(history);
        if (open is not null)
            parts.Add(Between(open, now, steady));
        return new Outage(parts.Aggregate((TimeSpan?)TimeSpan.Zero, (sum, part) => sum + part?.Length), IsOver: open is null) { IsAbout = parts.Exists(part => part is { IsAbout: true }) };
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
                yield return new Silence(start, Length(note.Text) is var (length, _) ? start + length : note.At);
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
        return all.Count == 0 ? null : new Outage(all.Aggregate((TimeSpan?)TimeSpan.Zero, (sum, part) => sum + part.Length), all.TrueForAll(part => part.IsOver)) { IsAbout = all.Exists(part => part.IsAbout) };
    }

    private static (TimeSpan Length, bool IsAbout)? Length(string text)
    {
        var isAbout = text.EndsWith(About, StringComparison.Ordinal);
        return TimeSpan.TryParseExact(isAbout ? text[..^About.Length] : text, "c", CultureInfo.InvariantCulture, out var length) ? (length, isAbout) : null;
    }

    private static JournalEntry.Remembered Note(string key, string text) => new(string.Empty, Prefix + key, text);
}

/// <summary>An outage that is not over.</summary>
/// <param name="Began">When the application gave its last answer.</param>
/// <param name="Noted">The record of that moment; null where none is.</param>
internal sealed record OpenOutage(DateTimeOffset Began, JournalEntry? Noted);
