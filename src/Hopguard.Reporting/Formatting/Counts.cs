using System.Globalization;

namespace Hopguard.Reporting.Formatting;

/// <summary>Numbers of things for people.</summary>
public static class Counts
{
    // A blank as ISO 31-0 has it: a comma or a point would mean different things to different readers.
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = " ", NumberDecimalDigits = 0 };

    /// <summary>In groups of three digits: <c>50 000</c>.</summary>
    public static string Of(long count) => count.ToString("N", Grouped);
}
