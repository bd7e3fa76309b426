using System.Text.RegularExpressions;

namespace Hopguard.Containers.Edits;

/// <summary>The text of an environment file, in which one setting is written and everything else stays. Read as compose reads it: of several lines for a setting the last one counts.</summary>
internal static partial class SettingsText
{
    /// <summary>What stands behind a setting's sign, with its quotes; null where no line sets it.</summary>
    public static string? Find(string text, string name) => PlaceOf(text, name) is var (start, end) ? text[start..end] : null;

    /// <summary>The value of a setting, without its quotes; null where no line sets it.</summary>
    /// <exception cref="FormatException">It refers to another variable, which only compose can resolve.</exception>
    public static string? Value(string text, string name)
    {
        if (Find(text, name) is not { } raw)
            return null;
        if (raw.Length > 1 && raw[0] == '\'' && raw[^1] == '\'')
            return raw[1..^1];
        if (raw.Contains('$', StringComparison.Ordinal))
            throw new FormatException();

        return raw.Length > 1 && raw[0] == '"' && raw[^1] == '"' ? Escaped().Replace(raw[1..^1], found => found.Groups["sign"].Value switch { "n" => "\n", "r" => "\r", "t" => "\t", var sign => sign }) : raw;
    }

    /// <summary>The text with another value: in the place of the old one, else on a line of its own at the end.</summary>
    public static string With(string text, string name, string raw)
    {
        if (PlaceOf(text, name) is var (start, end))
            return text[..start] + raw + text[end..];

        var lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return text + (IsOpen(text) ? lineEnd : string.Empty) + $"{name}={raw}{lineEnd}";
    }

    /// <summary>The text without the line that <see cref="With"/> added.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The setting.</param>
    /// <param name="wasOpen">Whether the line before had no end until then.</param>
    public static string Without(string text, string name, bool wasOpen)
    {
        if (PlaceOf(text, name) is not var (start, end))
            return text;

        var from = text.LastIndexOf('\n', start - 1) + 1;
        var line = text.IndexOf('\n', end);
        var to = line < 0 ? text.Length : line + 1;
        // What was written behind that line since needs an end before it.
        if (wasOpen && to == text.Length && from > 0)
            from -= from > 1 && text[from - 2] == '\r' ? 2 : 1;

        return text[..from] + text[to..];
    }

    /// <summary>Whether the last line has no end.</summary>
    public static bool IsOpen(string text) => text.Length > 0 && text[^1] != '\n';

    private static (int Start, int End)? PlaceOf(string text, string name)
    {
        (int, int)? found = null;
        for (var at = 0; at < text.Length;)
        {
            var match = Assignment().Match(text, at, LineEnd(text, at) - at);
            if (!match.Success)
            {
                at = LineEnd(text, at) + 1;
                continue;
            }

            var start = match.Index + match.Length;
            var end = ValueEnd(text, start);
            if (match.Groups["name"].Value == name)
                found = (start, end);
            at = LineEnd(text, end) + 1;
        }

        return found;
    }

    private static int LineEnd(string text, int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;

    // A value in quotes may span lines; a comment begins with a blank and '#'.
    private static int ValueEnd(string text, int start)
    {
        if (start < text.Length && text[start] is '"' or '\'')
        {
            for (var i = start + 1; i < text.Length; i++)
            {
                if (text[i] == '\\' && text[start] == '"')
                    i++;
                else if (text[i] == text[start])
                    return i + 1;
            }
        }

        var line = text[start..LineEnd(text, start)];
        var comment = Comment().Match(line);
        return start + (comment.Success ? line[..comment.Index] : line).TrimEnd().Length;
    }

    [GeneratedRegex(@"\G\uFEFF?[ \t]*(export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*[=:][ \t]*")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\\(?<sign>.)")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"(^|[ \t])#")]
    private static partial Regex Comment();
}
