using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings for people: the line that compilers print, the source line underlined, and the places that explain it.</summary>
public static class FindingText
{
    private const int WidestSource = 160;

    /// <summary>All findings by place, and their number at the end.</summary>
    public static IEnumerable<string> Render(IReadOnlyList<Finding> findings, FindingStyle style)
    {
        var lines = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var paint = new Paint(style.Colour);
        var open = FindingOrder.Open(findings);
        return
        [
            .. FindingOrder.ByPlace(open).SelectMany(finding => One(finding, style.Language, LinesOf, paint)),
            .. Accepted(FindingOrder.Accepted(findings), style.Language, paint),
            FindingWords.CountsOf(open, style.Language),
        ];

        string[] LinesOf(string path)
        {
            if (!lines.TryGetValue(path, out var text))
                lines[path] = text = (style.Sources(path) ?? string.Empty).ReplaceLineEndings("\n").Split('\n');
            return text;
        }
    }

    private static IEnumerable<string> One(Finding finding, Language language, Func<string, string[]> linesOf, Paint paint)
    {
        var severity = FindingWords.Word(finding.Severity);
        var painted = finding.Severity == Severity.Error ? paint.Bad(severity) : paint.Attention(severity);
        yield return Untrusted.NotLeading($"{FindingWords.At(finding.Place)}{painted} {finding.Rule.Id}: {Untrusted.Line(finding.Message.In(language))}");
        foreach (var line in Quoted(finding.Place, linesOf, paint))
            yield return line;
        foreach (var related in finding.Related)
            yield return Untrusted.NotLeading($"    {FindingWords.At(related.Place)}{Untrusted.Line(related.Message.In(language))}");
    }

    private static IEnumerable<string> Accepted(IReadOnlyList<Finding> findings, Language language, Paint paint)
    {
        if (findings.Count > 0)
            yield return paint.Faint($"{FindingWords.Accepted.In(language)}:");
        foreach (var finding in findings)
            yield return Untrusted.NotLeading($"    {FindingWords.At(finding.Place)}{finding.Rule.Id}: {Untrusted.Line(finding.Accepted!.Reason)}");
    }

    private static IEnumerable<string> Quoted(SourcePlace place, Func<string, string[]> linesOf, Paint paint)
    {
        if (place.Line == 0 || linesOf(place.Path) is var lines && (place.Line > lines.Length || lines[place.Line - 1].Length < place.Column - 1))
            return [];

        var line = linesOf(place.Path)[place.Line - 1];
        if (line.Length == 0)
            return [];

        var start = place.Column - 1;
        var end = place.EndLine == place.Line ? Math.Clamp(place.EndColumn - 1, start, line.Length) : line.Length;
        var before = CellWidth.Of(Shown(line[..start]));
        var number = place.Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        var source = paint.Faint($"{number} | ") + TextLayout.Clip(Shown(line), WidestSource);
        if (before >= WidestSource)
            return [source];

        var carets = new string('^', Math.Clamp(CellWidth.Of(Shown(line[start..end])), 1, WidestSource - before));
        return [source, paint.Faint("      | ") + new string(' ', before) + paint.Attention(carets)];
    }

    private static string Shown(string source) => Untrusted.WithoutMarkers(Untrusted.Visible(source));
}
