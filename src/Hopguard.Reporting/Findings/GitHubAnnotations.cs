using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Dialects;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings as annotations of GitHub Actions, which shows ten of a kind for a step and drops the rest in silence.</summary>
public static class GitHubAnnotations
{
    private const int MostOfAKind = 10;

    /// <summary>The worst first; where there are too many of a severity, the tenth annotation stands for all that are left.</summary>
    public static IEnumerable<string> Render(IReadOnlyList<Finding> findings, Language language) =>
        FindingOrder.WorstFirst(FindingOrder.Open(findings)).GroupBy(finding => finding.Severity).SelectMany(kind => OfAKind(kind.Key, [.. kind], language));

    private static IEnumerable<string> OfAKind(Severity severity, IReadOnlyList<Finding> findings, Language language)
    {
        if (findings.Count <= MostOfAKind)
            return findings.Select(finding => One(finding, language));

        var rest = findings.Skip(MostOfAKind - 1).ToList();
        var places = string.Join('\n', rest.Select(finding => Untrusted.Line($"{finding.Place}: {finding.Rule.Id}: {finding.Message.In(language)}")));
        return [.. findings.Take(MostOfAKind - 1).Select(finding => One(finding, language)), GitHubDialect.Command(Word(severity), [("title", FindingWords.More(rest, language))], places)];
    }

    private static string One(Finding finding, Language language)
    {
        (string, string)[] properties = [.. PlaceOf(finding.Place), ("title", finding.Rule.Id)];
        var related = finding.Related.Select(place => "\n" + Untrusted.Line($"{place.Place}: {place.Message.In(language)}"));
        return GitHubDialect.Command(Word(finding.Severity), properties, Untrusted.Line(finding.Message.In(language)) + string.Concat(related));
    }

    private static string Word(Severity severity) => severity == Severity.Note ? "notice" : FindingWords.Word(severity);

    private static IEnumerable<(string Key, string Text)> PlaceOf(SourcePlace place)
    {
        if (place.Line == 0)
            yield break;

        yield return ("file", Untrusted.Line(place.Path.Replace('\\', '/')));
        yield return ("line", Number(place.Line));
        yield return ("endLine", Number(place.EndLine));
        // Columns that are not of one line are dropped, with a warning.
        if (place.Line != place.EndLine)
            yield break;

        yield return ("col", Number(place.Column));
        yield return ("endColumn", Number(place.EndColumn));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
