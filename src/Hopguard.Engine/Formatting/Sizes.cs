using System.Globalization;

namespace Hopguard.Engine.Formatting;

/// <summary>Amounts of bytes for people, in powers of 1000 as disks and networks are sold: <c>1.2 GB</c>.</summary>
public static class Sizes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Two digits at least, so that a growing size visibly grows: <c>512 B</c>, <c>1.2 GB</c>, <c>84 MB</c>.</summary>
    /// <param name="bytes">Bytes; fractions are met in rates.</param>
    public static string Of(double bytes)
    {
        if (bytes < 0)
            return "-" + Of(-bytes);

        var unit = 0;
        // 999.5 would be rounded to 1000.
        for (; bytes >= 999.5 && unit < Units.Length - 1; unit++)
            bytes /= 1000;

        var digits = unit > 0 && bytes < 9.95 ? "0.0" : "0";
        return bytes.ToString(digits, CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
