using System.Globalization;
using System.Text;

namespace Hopguard.Reporting.Text;

/// <summary>
/// Makes text that may come from outside (container logs, file names, server messages) harmless to show: what would move a cursor, hide or reorder text, or
/// command a CI system stands there as something to read.
/// </summary>
public static class Untrusted
{
    /// <summary>
    /// One line: line breaks and tabs become blanks, control and format characters <c>\u001B</c>. <c>##[</c> and <c>##vso[</c>, which a CI agent obeys anywhere
    /// in a line, and a leading <c>::</c> are taken apart by a blank.
    /// </summary>
    public static string Line(string? text) => NotLeading(WithoutMarkers(Visible(text ?? string.Empty).Trim()));

    /// <summary>One line as <see cref="Line"/> makes it, but with its blanks: for what is shown as it stands in a file.</summary>
    public static string Quoted(string line) => NotLeading(WithoutMarkers(Visible(line)));

    /// <summary>Every character as something that can be seen; blanks at both ends stay, so that columns still fit.</summary>
    internal static string Visible(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Append(line, rune);

        return line.ToString();
    }

    /// <summary>The text's lines, each as <see cref="Line"/> makes it, without blank lines at the end.</summary>
    public static IReadOnlyList<string> Lines(string? text) =>
        [.. (text ?? string.Empty).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(Line)];

    /// <summary>
    /// A line that a CI system does not take for a command by its beginning. A line that was broken to fit a width needs this again: the break may have brought
    /// <c>::</c> to the front, and a runner looks behind blanks.
    /// </summary>
    public static string NotLeading(string line)
    {
        var text = line.TrimStart();
        return text.StartsWith("::", StringComparison.Ordinal) ? line[..^text.Length] + ": " + text[1..] : line;
    }

    private static void Append(StringBuilder line, Rune rune)
    {
        if (rune.Value is '\t' or '\n' or '\r')
            line.Append(' ');
        else if (IsHarmless(rune))
            line.Append(rune.ToString());
        else
            line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
    }

    // The joiners stay: scripts and composed emoji need them, and they can only join.
    private static bool IsHarmless(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>A line without what a CI agent obeys anywhere in it.</summary>
    internal static string WithoutMarkers(string line) => line
        .Replace("##[", "## [", StringComparison.Ordinal)
        .Replace("##vso[", "##vso [", StringComparison.OrdinalIgnoreCase);
}
