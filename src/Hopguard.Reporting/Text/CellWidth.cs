using System.Globalization;
using Wcwidth;

namespace Hopguard.Reporting.Text;

/// <summary>
/// How many cells of a terminal text takes: two for East Asian wide characters and emoji, none for combining ones, one for the rest (the ambiguous ones
/// included, so none of ours is one of them).
/// </summary>
public static class CellWidth
{
    /// <summary>Cells of a text without line breaks and control characters.</summary>
    public static int Of(string text) => Clusters(text).Sum(OfCluster);

    /// <summary>The pieces that a reader takes for one character each.</summary>
    internal static IEnumerable<string> Clusters(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, start);
            yield return text.Substring(start, length);
            start += length;
        }
    }

    /// <summary>Cells of one such piece.</summary>
    internal static int OfCluster(string cluster) => char.IsAscii(cluster[0]) ? 1 : Math.Max(0, UnicodeCalculator.GetWidth(cluster));
}
