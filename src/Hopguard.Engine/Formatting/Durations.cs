using System.Globalization;

namespace Hopguard.Engine.Formatting;

/// <summary>Lengths of time for people.</summary>
public static class Durations
{
    /// <summary>The two largest units: <c>4.1 s</c>, <c>31 s</c>, <c>3 min 07 s</c>, <c>2 h 05 min</c>, <c>3 d 04 h</c>.</summary>
    /// <param name="duration">A duration; a negative one, as a clock set back gives, counts as none.</param>
    public static string Of(TimeSpan duration)
    {
        if (duration.TotalSeconds < 9.95)
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, duration.TotalSeconds):0.0} s");

        var seconds = (long)Math.Round(duration.TotalSeconds);
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60:00} s"),
            < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h {seconds / 60 % 60:00} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400} d {seconds / 3600 % 24:00} h"),
        };
    }

    /// <summary>As a running clock, for a live line: <c>01:12</c>, <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan duration)
    {
        var seconds = Math.Max(0, (long)duration.TotalSeconds);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }
}
