namespace Hopguard.Plans.Reading;

/// <summary>Quotes text of a stranger in a message: short, on one line.</summary>
internal static class Quote
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? text.Substring(0, Longest) + "…" : text;
        return $"'{shown.Replace('\n', ' ').Replace('\r', ' ')}'";
    }
}
