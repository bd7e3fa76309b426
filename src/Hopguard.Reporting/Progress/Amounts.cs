using System.Globalization;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;

namespace Hopguard.Reporting.Progress;

/// <summary>Amounts of progress in their unit.</summary>
public static class Amounts
{
    /// <summary>An amount: <c>1.2 GB</c>, <c>50 000 rows</c>, <c>12</c>, <c>31 s</c>.</summary>
    public static string Of(long amount, ProgressUnit unit) => unit switch
    {
        ProgressUnit.Bytes => Sizes.Of(amount),
        ProgressUnit.Rows => Counts.Of(amount, "row"),
        ProgressUnit.Seconds => Durations.Of(TimeSpan.FromSeconds(amount)),
        _ => Counts.Of(amount),
    };

    /// <summary>A rate: <c>84 MB/s</c>, <c>1 200 rows/s</c>, <c>3.2/s</c>; null for seconds, whose rate says nothing.</summary>
    /// <param name="perSecond">Amount in a second.</param>
    /// <param name="unit">Its unit.</param>
    public static string? Rate(double perSecond, ProgressUnit unit) => unit switch
    {
        ProgressUnit.Bytes => Sizes.Of(perSecond) + "/s",
        ProgressUnit.Rows => Counts.Of((long)Math.Round(perSecond)) + " rows/s",
        ProgressUnit.Seconds => null,
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0}/s"),
    };
}
