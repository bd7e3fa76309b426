using System.Globalization;

namespace Hopguard.Plans.Findings;

/// <summary>
/// A text in the two languages that operators read. Formatted with a culture it is that culture's, so that the compiler prints findings in the language it was
/// asked for (<c>PreferredUILang</c>).
/// </summary>
/// <param name="English">The text in English.</param>
/// <param name="Japanese">The text in Japanese.</param>
public readonly record struct Message(string English, string Japanese) : IFormattable
{
    /// <summary>The text in a language.</summary>
    public string In(Language language) => language == Language.Japanese ? Japanese : English;

    /// <summary>The text in English.</summary>
    public override string ToString() => English;

    /// <summary>The text in the language of a culture.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => In(LanguageOf(formatProvider));

    /// <summary>Two texts, one behind the other.</summary>
    public static Message operator +(Message left, Message right) => new(left.English + right.English, left.Japanese + right.Japanese);

    private static Language LanguageOf(IFormatProvider? provider) =>
        provider is CultureInfo { TwoLetterISOLanguageName: "ja" } ? Language.Japanese : Language.English;
}
