namespace Hopguard.Reporting.Text;

/// <summary>A sentence, and the end of a log that stands behind it line by line: what made a program fail is what it said last.</summary>
internal sealed record Quotation
{
    private const int MostLines = 12;
    private const int LongestLine = 400;
    private const string Cut = "...";

    private Quotation(string sentence, IReadOnlyList<string> all) => (Sentence, All) = (sentence, all);

    /// <summary>What happened.</summary>
    public string Sentence { get; }

    /// <summary>All that is quoted, made harmless.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Its end, short enough to be read at a glance.</summary>
    public IReadOnlyList<string> End => [.. All.TakeLast(MostLines).Select(Short)];

    /// <summary>All on one line: the sentence, and of the quotation the last line.</summary>
    public string Line => All.Count == 0 ? Sentence : $"{Sentence} {Short(All[^1]).TrimStart()}";

    /// <summary>Reads a text that may hold line breaks.</summary>
    public static Quotation Of(string? text)
    {
        var lines = (text ?? string.Empty).ReplaceLineEndings("\n").Split('\n');
        return new Quotation(Untrusted.Line(lines[0]), [.. lines.Skip(1).Select(line => Untrusted.Quoted(line).TrimEnd()).Where(line => line.Length > 0)]);
    }

    private static string Short(string line) => line.Length > LongestLine ? line[..LongestLine] + Cut : line;
}
