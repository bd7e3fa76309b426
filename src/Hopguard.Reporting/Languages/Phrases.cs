using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Languages;

/// <summary>
/// What is said about runs, in the language of the operator. Everything is written in English where it arises and kept so in journals and evidence; here the
/// sentence is recognised by its template in the catalogue, and its parts, which may be sentences themselves, are put into the other language's template.
/// What the catalogue does not know (the words of a tool, a name) stays as it is.
/// </summary>
public sealed class Phrases
{
    private readonly Catalogue? _catalogue;

    private Phrases(Language language, Catalogue? catalogue) => (Language, _catalogue) = (language, catalogue);

    /// <summary>The phrases of English: everything as it is written.</summary>
    public static Phrases English { get; } = new(Language.English, catalogue: null);

    private static readonly Lazy<Phrases> Japanese = new(() => new Phrases(Language.Japanese, Catalogue.Read("ja")));

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The phrases of a language.</summary>
    public static Phrases For(Language language) => language == Language.Japanese ? Japanese.Value : English;

    /// <summary>A sentence or a word.</summary>
    public string this[string english] => PlaceWords.Correct(_catalogue?.Translate(english) ?? english);
}
