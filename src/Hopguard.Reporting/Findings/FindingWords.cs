using System.Globalization;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>The fixed words of reports about findings.</summary>
public static class FindingWords
{
    internal static readonly Message NoFindings = new("no findings", "指摘はありません");
    internal static readonly Message Accepted = new("Accepted in the plan", "プランで許容された指摘");

    /// <summary>Said at the end of a page that was too long.</summary>
    public static readonly Message Shortened = new(
        "The rest did not fit into this page: the log and the file of '--output' name everything.",
        "残りはこのページに収まりません。すべての指摘はログと '--output' のファイルにあります。");
    internal static readonly Message Title = new("Findings in plans", "プランの指摘");
    internal static readonly Message SeverityHead = new("Severity", "重大度");
    internal static readonly Message RuleHead = new("Rule", "規則");
    internal static readonly Message PlaceHead = new("Place", "場所");
    internal static readonly Message MessageHead = new("Message", "内容");
    internal static readonly Message ReasonHead = new("Reason", "理由");

    /// <summary><c>2 errors, 1 warning</c>; <c>no findings</c>.</summary>
    public static string CountsOf(IReadOnlyCollection<Finding> findings, Language language)
    {
        var counts = new[] { Severity.Error, Severity.Warning, Severity.Note }
            .Select(severity => Count(findings.Count(finding => finding.Severity == severity), severity, language))
            .OfType<string>()
            .ToList();
        return counts.Count == 0 ? NoFindings.In(language) : string.Join(language == Language.Japanese ? "、" : ", ", counts);
    }

    /// <summary>The severity as compilers write it, in every language: programs look for it.</summary>
    internal static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>The severity for people.</summary>
    internal static Message Name(Severity severity) => severity switch
    {
        Severity.Error => new("error", "エラー"),
        Severity.Warning => new("warning", "警告"),
        _ => new("note", "注記"),
    };

    /// <summary>A place as compilers write it, for whoever makes it safe to show; empty where it is not known.</summary>
    internal static string PlaceOf(SourcePlace place) => place.Line == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{place.Path}({place.Line},{place.Column})");

    /// <summary>A place before what is said of it in a log.</summary>
    internal static string At(SourcePlace place) => place.Line == 0 ? string.Empty : Untrusted.Line(PlaceOf(place)) + ": ";

    /// <summary>Says that there are others than those shown.</summary>
    internal static string More(IReadOnlyCollection<Finding> rest, Language language) =>
        language == Language.Japanese ? $"ほか{CountsOf(rest, language)}" : $"{CountsOf(rest, language)} more";

    private static string? Count(int count, Severity severity, Language language) => (count, language) switch
    {
        (0, _) => null,
        (_, Language.Japanese) => $"{Name(severity).Japanese} {Number(count)} 件",
        (1, _) => $"1 {Word(severity)}",
        _ => $"{Number(count)} {Word(severity)}s",
    };

    private static string Number(int count) => Counts.Of(count);
}
