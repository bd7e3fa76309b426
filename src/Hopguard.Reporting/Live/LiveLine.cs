using System.Globalization;
using Hopguard.Engine.Formatting;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Progress;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>The line of a running step in a terminal: as much as fits, the least telling part left out first.</summary>
internal static class LiveLine
{
    private const int LongestBar = 24;
    private const int ShortestBar = 6;

    public static string Of(RunningStep step, Glyphs glyphs, int width, Phrases phrases)
    {
        var clock = Durations.Clock(step.Elapsed);
        var head = string.Join(' ', new[] { glyphs.Running, step.Label, step.Name }.Where(part => part.Length > 0));
        if (step.Progress is null)
            return TextLayout.Clip(Join(head, clock, Untrusted.Line(phrases[step.Description])), width);

        var left = step.Left is { } time ? phrases[$"{Durations.Clock(time)} left"] : string.Empty;
        var percent = step.Fraction is { } fraction ? string.Create(CultureInfo.InvariantCulture, $"{(int)(fraction * 100),3} %") : string.Empty;
        var rate = step.PerSecond is { } perSecond ? Amounts.Rate(perSecond, step.Progress.Unit) ?? string.Empty : string.Empty;
        var activity = Untrusted.Line(phrases[step.Progress.Activity]);
        string[] candidates =
        [
            Join(head, clock, activity, percent, AmountOf(step), rate, left),
            Join(head, clock, activity, percent, rate, left),
            Join(head, clock, activity, percent, left),
            Join(head, clock, percent, left),
            Join(head, clock, percent),
        ];
        var line = Array.Find(candidates, candidate => CellWidth.Of(candidate) + BarCells(step, ShortestBar) <= width)
            ?? Array.Find(candidates, candidate => CellWidth.Of(candidate) <= width)
            ?? TextLayout.Clip(candidates[^1], width);
        return WithBar(line, step, glyphs, width, after: Join(head, clock).Length);
    }

    private static string AmountOf(RunningStep step)
    {
        var (_, done, total, unit) = step.Progress!;
        return total is { } all ? $"{Amounts.Of(done, unit)} of {Amounts.Of(all, unit)}" : Amounts.Of(done, unit);
    }

    private static int BarCells(RunningStep step, int bar) => step.Fraction is null ? 0 : bar + 2;

    private static string WithBar(string line, RunningStep step, Glyphs glyphs, int width, int after)
    {
        var room = Math.Min(LongestBar, width - CellWidth.Of(line) - 2);
        return step.Fraction is { } fraction && room >= ShortestBar ? line.Insert(after, "  " + glyphs.Bar(fraction, room)) : line;
    }

    private static string Join(params string[] parts) => string.Join("  ", parts.Where(part => part.Length > 0));
}
