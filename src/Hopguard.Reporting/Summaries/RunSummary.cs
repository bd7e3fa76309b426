using System.Globalization;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>A run's report for a terminal or a log.</summary>
public static class RunSummary
{
    private const int Narrowest = 60;
    private const int Widest = 120;
    private const int MostDifferences = 40;

    /// <summary>The report's lines, none wider than asked for but for commands and paths, which must stay in one piece to be copied. The verdict is last.</summary>
    public static IEnumerable<string> Render(RunReport report, SummaryStyle style)
    {
        var width = Math.Clamp(style.Width - 1, Narrowest, Widest);
        var paint = new Paint(style.Colour);
        List<IEnumerable<string>> parts = [];
        if (style.Detail >= Detail.Verbose)
            parts.AddRange([Steps(report, width, paint, style.Phrases), Comparisons(report, width, paint, style.Phrases)]);
        if (style.Detail >= Detail.Normal)
            parts.AddRange([OutageOf(report, paint, style.Phrases), Kept(report, paint, style.Phrases)]);
        parts.Add(Verdict(report.Verdict, style.Wraps ? width : int.MaxValue, style.Detail, paint, style.Phrases));
        return parts.Select(part => part.ToList()).Where(part => part.Count > 0).SelectMany((part, index) => index == 0 ? part : [string.Empty, .. part]).Select(Untrusted.NotLeading);
    }

    /// <summary>The outage in words: <c>26 s, as users felt it</c>; null when there was none.</summary>
    internal static string? Tell(Outage? outage) => outage switch
    {
        null => null,
        { Length: null } => "not known, because the clock was changed or nobody watched when it ended",
        { IsOver: false, IsAbout: true, Length: { } soFar } => $"about {Durations.Of(soFar)} so far, by a clock that may have been changed, and not over",
        { IsAbout: true, Length: { } length } => $"about {Durations.Of(length)} without an answer for users, by a clock that may have been changed",
        { IsOver: false, Length: { } soFar } => $"{Durations.Of(soFar)} so far, and not over",
        { Length: { } length } => $"{Durations.Of(length)} without an answer for users",
    };

    private static IEnumerable<string> OutageOf(RunReport report, Paint paint, Phrases phrases)
    {
        if (Tell(report.Outage) is { } told)
            yield return $"{paint.Strong(phrases["Outage"])}  {phrases[told]}";
        foreach (var line in report.Route is { } route ? TellRoute(route) : [])
            yield return phrases[line];
    }

    /// <summary>A route in words, line by line: its hops, where they stand, and the outage of each and of all.</summary>
    internal static IEnumerable<string> TellRoute(RouteReport route)
    {
        foreach (var (index, hop) in route.Hops.Index())
        {
            var state = hop.State is { } known ? StatusWords.Of(known) : "not begun";
            yield return Tell(hop.Outage) is { } told ? $"Hop {index + 1} of {route.Hops.Count}, {hop.From} -> {hop.To}: {state}, outage {told}" : $"Hop {index + 1} of {route.Hops.Count}, {hop.From} -> {hop.To}: {state}";
        }

        if (Tell(route.Outage) is { } sum)
            yield return $"Outage of the whole route  {sum}";
    }

    private static IEnumerable<string> Steps(RunReport report, int width, Paint paint, Phrases phrases)
    {
        var table = new TextTable(["#", .. new[] { "step", "status", "time", "summary" }.Select(head => phrases[head])], 0, 3);
        foreach (var (index, step) in report.Steps.Index())
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            table.Add([number, Untrusted.Line(step.Id), phrases[StatusWords.Of(step.Status)], StatusWords.TimeOf(step), step.Status == StepStatus.Failed ? string.Empty : Untrusted.Line(phrases[step.Summary])], PaintOf(step.Status, paint));
        }

        return [paint.Strong(phrases["Steps"]), .. table.Render(width)];
    }

    private static Func<string, string> PaintOf(StepStatus status, Paint paint) => status switch
    {
        StepStatus.Done => paint.Good,
        StepStatus.Failed => paint.Bad,
        StepStatus.Pending => paint.Faint,
        _ => paint.Attention,
    };

    private static IEnumerable<string> Comparisons(RunReport report, int width, Paint paint, Phrases phrases)
    {
        if (report.Comparisons.Count == 0)
            return [];

        var shown = report.Comparisons.OrderBy(pair => IndexOf(report, pair.Key)).SelectMany(pair => Comparison(pair.Key, pair.Value, width, paint, phrases));
        return [paint.Strong(phrases["Fingerprints"]), .. shown];
    }

    private static int IndexOf(RunReport report, string stepId) => report.Steps.TakeWhile(step => step.Id != stepId).Count();

    private static IEnumerable<string> Comparison(string stepId, ComparisonEvidence comparison, int width, Paint paint, Phrases phrases)
    {
        var verdict = comparison.Differences.Count == 0 ? paint.Good(phrases["equal"]) : paint.Bad(phrases[Differences(comparison.Differences.Count)]);
        yield return $"  {Untrusted.Line(stepId)}: {verdict}";
        foreach (var line in TextLayout.Hang("    ", Untrusted.Line(phrases[$"between {comparison.Left} and {comparison.Right}"]), width))
            yield return line;
        foreach (var line in TextLayout.Hang("    ", phrases[$"counted {CountsOf(comparison)}"], width))
            yield return line;
        foreach (var line in comparison.Differences.Take(MostDifferences).SelectMany(text => TextLayout.Hang("    - ", Untrusted.Line(phrases[text]), width)))
            yield return line;
        if (comparison.Differences.Count > MostDifferences)
            yield return "    " + phrases[$"and {Counts.Of(comparison.Differences.Count - MostDifferences)} more, in evidence '{Untrusted.Line(ComparisonEvidence.FileName(stepId))}'"];
    }

    /// <summary>A number of differences in words.</summary>
    internal static string Differences(int count) => Counts.Of(count, "difference");

    /// <summary>What was compared: <c>tables 12, rows 50 000</c>.</summary>
    internal static string CountsOf(ComparisonEvidence comparison) =>
        string.Join(", ", comparison.Counts.Select(pair => $"{Untrusted.Line(pair.Key)} {Counts.Of(pair.Value)}"));

    private static IEnumerable<string> Kept(RunReport report, Paint paint, Phrases phrases)
    {
        if (report.Kept.Count == 0)
            return [];

        var table = new TextTable([.. new[] { "what", "size", "where" }.Select(head => phrases[head])], 1);
        foreach (var kept in report.Kept)
            table.Add([Untrusted.Line(phrases[kept.What]), kept.Size is { } size ? Sizes.Of(size) : "-", Untrusted.Line(kept.Where)], text => text);

        return [paint.Strong(phrases["Kept"]), .. table.Render(int.MaxValue), .. report.Removals.Select(line => Untrusted.Line(phrases[line]))];
    }

    private static IEnumerable<string> Verdict(RunVerdict verdict, int width, Detail detail, Paint paint, Phrases phrases)
    {
        var (head, paintHead) = verdict.Success ? ("Succeeded: ", (Func<string, string>)paint.Good) : ("Error: ", paint.Bad);
        var lead = phrases[head];
        var happened = Quotation.Of(phrases[verdict.Happened]);
        foreach (var (index, line) in Lay(lead, happened.Sentence, width).Index())
            yield return index == 0 ? paintHead(lead.TrimEnd()) + line[lead.TrimEnd().Length..] : line;
        foreach (var line in detail == Detail.Verbose ? happened.All : happened.End)
            yield return "    | " + line;
        foreach (var line in Lay(phrases["  State now  "], phrases[verdict.State], width))
            yield return line;

        var next = phrases["  Type next  "];
        foreach (var (index, line) in verdict.Next.Index())
            yield return (index == 0 ? next : new string(' ', CellWidth.Of(next))) + Untrusted.Line(phrases[line]);
    }

    private static IEnumerable<string> Lay(string lead, string text, int width) =>
        width == int.MaxValue ? [lead + Untrusted.Line(text)] : TextLayout.Hang(lead, Untrusted.Line(text), width);
}
