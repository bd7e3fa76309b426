using System.Text;
using System.Text.RegularExpressions;

namespace Hopguard.Reporting.Text;

/// <summary>Fits text into a number of cells.</summary>
public static partial class TextLayout
{
    private const string Cut = "...";

    /// <summary>Fills up with blanks at the right.</summary>
    public static string PadRight(string text, int width) => text + new string(' ', Math.Max(0, width - CellWidth.Of(text)));

    /// <summary>Fills up with blanks at the left.</summary>
    public static string PadLeft(string text, int width) => new string(' ', Math.Max(0, width - CellWidth.Of(text))) + text;

    /// <summary>Cuts what does not fit; three points show that something was cut.</summary>
    public static string Clip(string text, int width)
    {
        if (CellWidth.Of(text) <= width)
            return text;

        return width <= Cut.Length ? Cut[..Math.Max(0, width)] : Take(text, width - Cut.Length) + Cut;
    }

    /// <summary>Breaks at blanks where there are some, inside a word where the word alone is too long (paths, Japanese). One line at least.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        width = Math.Max(2, width);
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in Blanks().Split(text).Where(word => word.Length > 0))
            Place(word, line, lines, width);

        if (line.Length > 0 || lines.Count == 0)
            lines.Add(line.ToString());
        return lines;
    }

    /// <summary>Wraps, with every line but the first moved in.</summary>
    public static IEnumerable<string> Hang(string lead, string text, int width)
    {
        var indent = CellWidth.Of(lead);
        // A narrow window would leave a column of single letters: there the text starts further left.
        var hanging = width - indent >= 20 ? indent : Math.Min(4, indent);
        var first = true;
        foreach (var line in WrapFrom(text, width - indent, width - hanging))
        {
            yield return ((first ? lead : new string(' ', hanging)) + line).TrimEnd();
            first = false;
        }
    }

    // Not those between the groups of a number: '50 000' is one word.
    [GeneratedRegex("(?<![0-9]) +| +(?![0-9]{3}(?![0-9]))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    private static IReadOnlyList<string> WrapFrom(string text, int firstWidth, int width)
    {
        if (firstWidth >= width)
            return Wrap(text, width);

        return CellWidth.Of(text) <= firstWidth ? [text] : [string.Empty, .. Wrap(text, width)];
    }

    private static void Place(string word, StringBuilder line, List<string> lines, int width)
    {
        if (line.Length > 0 && CellWidth.Of(line.ToString()) + 1 + CellWidth.Of(word) <= width)
        {
            line.Append(' ').Append(word);
            return;
        }

        if (line.Length > 0)
        {
            lines.Add(line.ToString());
            line.Clear();
        }

        for (; CellWidth.Of(word) > width; word = word[lines[^1].Length..])
            lines.Add(Take(word, width));
        line.Append(word);
    }

    private static string Take(string text, int width)
    {
        var taken = new StringBuilder();
        foreach (var cluster in CellWidth.Clusters(text))
        {
            width -= CellWidth.OfCluster(cluster);
            if (width < 0)
                break;
            taken.Append(cluster);
        }

        return taken.ToString();
    }
}
