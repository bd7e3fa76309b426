using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hopguard.Reporting.Languages;

/// <summary>
/// A sentence with places for what differs: <c>Volume '{0}' does not exist</c>. Placeholders are numbered in the order of the English text; <c>{n}</c> stands for a number
/// of things and for nothing else, so that <c>{n} files</c> is not found in every text about files.
/// </summary>
/// <param name="english">The sentence in English.</param>
/// <param name="other">The sentence in the other language, with the same placeholders in any order.</param>
internal sealed partial class Template(string english, string other)
{
    // A text may come from a tool or a stranger: recognising a sentence takes time in proportion to its length, whatever it is. A time limit would be met by any text on a busy machine.
    private readonly Lazy<Regex> _pattern = new(() => new Regex(PatternOf(english), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking));

    /// <summary>The sentence in English.</summary>
    public string English => english;

    /// <summary>Letters that are the template's own: the more, the surer it is meant.</summary>
    public int Weight { get; } = Placeholder().Replace(english, string.Empty).Length;

    /// <summary>What must stand at the beginning of every sentence of this template; quick to look for.</summary>
    public string Beginning { get; } = Placeholder().Split(english)[0];

    /// <summary>The sentence in the other language; null when it is not one of this template.</summary>
    /// <param name="text">A sentence in English.</param>
    /// <param name="translate">Translates a part.</param>
    public string? Translate(string text, Func<string, string> translate)
    {
        if (!text.StartsWith(Beginning, StringComparison.Ordinal) || _pattern.Value.Match(text) is not { Success: true } match)
            return null;

        return Placeholder().Replace(other, place =>
        {
            var part = match.Groups["p" + place.Groups[1].Value].Value;
            return IsName(place.Value) ? part : translate(part);
        });
    }

    // What stands in quotes is called that in every language: a store 'time' is no time.
    private bool IsName(string placeholder) => english.Contains($"'{placeholder}'", StringComparison.Ordinal);

    /// <summary>The placeholders of a text, sorted: <c>0 1 2</c>.</summary>
    public static string PlaceholdersOf(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(place => place.Groups[1].Value).Order(StringComparer.Ordinal));

    private static string PatternOf(string english)
    {
        var pattern = new StringBuilder("^");
        var at = 0;
        foreach (Match place in Placeholder().Matches(english))
        {
            var name = place.Groups[1].Value;
            pattern.Append(Regex.Escape(english[at..place.Index])).Append(CultureInfo.InvariantCulture, $"(?<p{name}>{(name == "n" ? "-?[0-9][0-9 .]*" : ".*?")})");
            at = place.Index + place.Length;
        }

        return pattern.Append(Regex.Escape(english[at..])).Append('$').ToString();
    }

    [GeneratedRegex(@"\{(\d+|n)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
