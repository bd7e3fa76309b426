using System.Reflection;
using System.Text;

namespace Hopguard.Reporting.Languages;

/// <summary>The sentences of one language: a file in the form of gettext (<c>msgid</c>, <c>msgstr</c>), which translators have tools for.</summary>
internal sealed class Catalogue
{
    private const int DeepestNesting = 8;
    private const int LongestList = 1000;

    private readonly Dictionary<string, string> _whole = new(StringComparer.Ordinal);
    private readonly List<Template> _templates = [];

    /// <summary>Makes a catalogue of sentences and their translations.</summary>
    public Catalogue(IEnumerable<(string English, string Other)> entries)
    {
        foreach (var (english, other) in entries)
        {
            if (Template.PlaceholdersOf(english).Length == 0)
                _whole[english] = other;
            else
                _templates.Add(new Template(english, other));
        }

        // The surest first: 'Step {0} failed: {1}' before '{0}: {1}'.
        _templates.Sort((left, right) => right.Weight.CompareTo(left.Weight));
    }

    /// <summary>The catalogue of that language, which is part of this assembly.</summary>
    public static Catalogue Read(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{language}.po") ?? throw new InvalidOperationException($"No catalogue '{language}.po' is part of the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Catalogue(Parse(reader.ReadToEnd()));
    }

    /// <summary>The entries of a catalogue file.</summary>
    public static IEnumerable<(string English, string Other)> Parse(string text)
    {
        string? english = null;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith("msgid \"", StringComparison.Ordinal))
                english = Unquote(line["msgid ".Length..]);
            else if (line.StartsWith("msgstr \"", StringComparison.Ordinal) && english is { Length: > 0 })
                yield return (english, Unquote(line["msgstr ".Length..]));
        }
    }

    /// <summary>The text in the other language; as it is where the catalogue does not know it.</summary>
    public string Translate(string text) => Translate(text, DeepestNesting);

    private string Translate(string text, int depth)
    {
        if (text.Length == 0 || depth == 0)
            return text;
        if (_whole.TryGetValue(text, out var whole))
            return whole;

        // A list of sentences first: two of one template look like one of it with a strange name.
        return TranslateList(text, "; ", "。", depth) ?? _templates.Select(template => template.Translate(text, part => Translate(part, depth - 1))).FirstOrDefault(translated => translated is not null)
            ?? TranslateList(text, ", ", "、", depth) ?? text;
    }

    // '37 tables, 86 432 rows': a list of things each of which is known; what is one for a program (names, paths) is none of these.
    private string? TranslateList(string text, string separator, string joint, int depth)
    {
        var parts = text.Length > LongestList ? [] : text.Split(separator);
        if (parts.Length < 2)
            return null;

        var translated = parts.Select(part => Translate(part, depth - 1)).ToList();
        return translated.Zip(parts).All(pair => pair.First != pair.Second) ? string.Join(joint, translated) : null;
    }

    private static string Unquote(string quoted) => quoted[1..quoted.LastIndexOf('"')]
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\\"", "\"", StringComparison.Ordinal)
        .Replace("\\\\", "\\", StringComparison.Ordinal);
}
