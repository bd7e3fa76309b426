namespace Hopguard.Bench.Fuzz;

/// <summary>Words replaced by words of any other file, by exceptions, by features of YAML and compose, and by values at the edge of what is allowed.</summary>
internal sealed class WordDamage(FuzzOriginals originals) : IDamage
{
    private static readonly string[] Oddities =
    [
        "# hopguard: accept HOP001 because x", "# hopguard: accept HOP105, HOP9 because", "# hopguard:", "# hopguard: accept ", "&a", "*a", "<<: *a", "&a [*a]", "!!int", "!x", "---\n", "\n...\n",
        "? ", "|\n", ">-\n", "${A:-${B}}", "${", "$(", "`", "{ }", "[ ]", "'", "\"", "\\", "0x1F", "99999999999999999999", "-1", "1e999", "1.2.3.4", "0.0.0", "2147483648.0.0", "..", "../../etc/passwd", "/etc/passwd",
        "C:\\x", "~", "null", "true", "", ":", "::::", "a:b:c:d", "[::1]:80", "=", "a=", "%YAML 1.1",
    ];

    /// <inheritdoc />
    public string Name => "words";

    /// <inheritdoc />
    public string Damage(string text, Random random)
    {
        if (random.Next(50) == 0)
            return random.Of(originals.Texts);

        for (var edits = random.Next(1, 6); edits > 0; edits--)
            text = Replace(text, random.Next(3) == 0 ? random.Of(Oddities) : random.Of(originals.Words), random);

        return text;
    }

    private static string Replace(string text, string word, Random random)
    {
        var at = random.Next(text.Length + 1);
        var start = at;
        while (start > 0 && IsOfWord(text[start - 1]))
            start--;

        var end = at;
        while (end < text.Length && IsOfWord(text[end]))
            end++;

        return string.Concat(text.AsSpan(0, start), word, text.AsSpan(end));
    }

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or '/';
}
