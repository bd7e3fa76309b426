using System.Globalization;

namespace Hopguard.Engine.Formatting;

/// <summary>Numbers of things for people.</summary>
public static class Counts
{
    // A blank as ISO 31-0 has it: a comma or a point would mean different things to different readers.
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = " ", NumberDecimalDigits = 0 };

    /// <summary>In groups of three digits: <c>50 000</c>.</summary>
    public static string Of(long count) => count.ToString("N", Grouped);

    /// <summary>With what is counted: <c>1 service</c>, <c>50 000 rows</c>, <c>2 copies</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">One of them.</param>
    /// <param name="many">Several of them; null where that is the same word with an <c>s</c>.</param>
    public static string Of(long count, string one, string? many = null) => $"{Of(count)} {(count == 1 ? one : many ?? one + "s")}";
}
