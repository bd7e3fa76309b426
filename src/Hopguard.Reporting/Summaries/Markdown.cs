using System.Text;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>Text as Markdown (GitHub's flavour) that shows it and does nothing else.</summary>
internal static class Markdown
{
    private const string Special = "\\`*_{}[]()#+!|~@$";

    /// <summary>One line of plain text, in a paragraph, a list or a table.</summary>
    public static string Text(string? text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in Untrusted.Line(text))
        {
            _ = letter switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                _ when Special.Contains(letter, StringComparison.Ordinal) => escaped.Append('\\').Append(letter),
                _ => escaped.Append(letter),
            };
        }

        // A scheme becomes a link by itself, a dash at the front begins a list.
        var line = escaped.Replace("://", "&#58;//").ToString();
        return line.StartsWith("- ", StringComparison.Ordinal) ? "\\" + line : line;
    }

    /// <summary>A row of a table.</summary>
    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>Lines that stand as they are, to be copied.</summary>
    public static IEnumerable<string> Block(IEnumerable<string> lines)
    {
        IReadOnlyList<string> text = [.. lines.Select(Untrusted.Quoted)];
        var fence = "```";
        while (text.Any(line => line.Contains(fence, StringComparison.Ordinal)))
            fence += "`";

        return [fence + "text", .. text, fence];
    }
}
