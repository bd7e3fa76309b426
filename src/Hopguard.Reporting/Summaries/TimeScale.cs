using Hopguard.Engine.Journals;

namespace Hopguard.Reporting.Summaries;

/// <summary>
/// Where a moment of a run stands on a line, in per cent of its length. Times in which nothing was worked on (the night before somebody took the run up again, the days until it was accepted) take a small
/// part of the line however long they were, or nothing else could be seen on it.
/// </summary>
internal sealed class TimeScale
{
    private const double PartOfRest = 0.04;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly List<(DateTimeOffset At, double Place)> _marks = [];

    /// <summary>The line that holds all of this.</summary>
    public TimeScale(TimeLine times)
    {
        var busy = Busy(times.Attempts);
        if (busy.Count == 0)
            return;

        var work = busy.Aggregate(TimeSpan.Zero, (sum, part) => sum + (part.Ended - part.Began));
        var gaps = busy.Zip(busy.Skip(1), (one, next) => (Began: one.Ended, next.Began)).ToList();
        Rests = [.. gaps.Where(gap => gap.Item2 - gap.Began >= Rest && gap.Item2 - gap.Began > work * PartOfRest)];
        var unit = work + gaps.Except(Rests).Aggregate(TimeSpan.Zero, (sum, gap) => sum + (gap.Item2 - gap.Began));
        var length = Math.Max(unit.TotalSeconds, 0.001);
        var whole = length * (1 + PartOfRest * Rests.Count);
        var place = 0.0;
        foreach (var (index, part) in busy.Index())
        {
            if (index > 0)
                place += Rests.Contains(gaps[index - 1]) ? length * PartOfRest : (part.Began - busy[index - 1].Ended).TotalSeconds;
            _marks.Add((part.Began, 100 * place / whole));
            place += (part.Ended - part.Began).TotalSeconds;
            _marks.Add((part.Ended, 100 * place / whole));
        }
    }

    /// <summary>The times in which nothing was worked on that are drawn shorter than they were.</summary>
    public IReadOnlyList<(DateTimeOffset Began, DateTimeOffset Ended)> Rests { get; } = [];

    /// <summary>The place of a moment, from 0 to 100; of one outside, the nearer end.</summary>
    public double PlaceOf(DateTimeOffset moment)
    {
        var after = _marks.FindIndex(mark => mark.At >= moment);
        if (after <= 0)
            return after == 0 || _marks.Count == 0 ? 0 : 100;

        var (from, to) = (_marks[after - 1], _marks[after]);
        var part = to.At == from.At ? 1 : (moment - from.At) / (to.At - from.At);
        return from.Place + (part * (to.Place - from.Place));
    }

    // Attempts follow each other; where a clock was set back they overlap.
    private static List<(DateTimeOffset Began, DateTimeOffset Ended)> Busy(IReadOnlyList<Attempt> attempts)
    {
        var busy = new List<(DateTimeOffset Began, DateTimeOffset Ended)>();
        foreach (var attempt in attempts.OrderBy(attempt => attempt.Began))
        {
            if (busy.Count > 0 && attempt.Began <= busy[^1].Ended)
                busy[^1] = (busy[^1].Began, attempt.Ended > busy[^1].Ended ? attempt.Ended : busy[^1].Ended);
            else
                busy.Add((attempt.Began, attempt.Ended));
        }

        return busy;
    }
}
