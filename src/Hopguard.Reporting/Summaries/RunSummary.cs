using System.Globalization;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Formatting;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>A run's report for a terminal or a log.</summary>
public static class RunSummary
{
    private const int Narrowest = 60;
    private const int Widest = 120;
    private const int MostDifferences = 40;

    /// <summary>The report's lines, none wider than <paramref name="width"/> but for commands and paths, which must stay in one piece to be copied.</summary>
    /// <param name="report">The report.</param>
    /// <param name="width">Cells in a line; taken as 60 to 120.</param>
    /// <param name="colour">Whether colours are welcome.</param>
    public static IEnumerable<string> Render(RunReport report, int width, bool colour)
    {
        width = Math.Clamp(width - 1, Narrowest, Widest);
        var paint = new Paint(colour);
        IEnumerable<string> lines = [
            .. Steps(report, width, paint),
            .. report.Downtime is { } downtime ? [string.Empty, $"{paint.Strong("Downtime")}  {Durations.Of(downtime)}"] : Array.Empty<string>(),
            .. Comparisons(report, width, paint),
            .. Kept(report, paint),
            string.Empty,
            .. Verdict(report, width, paint),
        ];
        return lines.Select(Untrusted.NotLeading);
    }

    private static IEnumerable<string> Steps(RunReport report, int width, Paint paint)
    {
        var table = new TextTable(["#", "step", "status", "time", "summary"], 0, 3);
        foreach (var (index, step) in report.Steps.Index())
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            table.Add([number, Untrusted.Line(step.Id), StatusWords.Of(step.Status), StatusWords.TimeOf(step), Untrusted.Line(step.Summary)], PaintOf(step.Status, paint));
        }

        return [paint.Strong("Steps"), .. table.Render(width)];
    }

    private static Func<string, string> PaintOf(StepStatus status, Paint paint) => status switch
    {
        StepStatus.Done => paint.Good,
        StepStatus.Failed => paint.Bad,
        StepStatus.Pending => paint.Faint,
        _ => paint.Attention,
    };

    private static IEnumerable<string> Comparisons(RunReport report, int width, Paint paint)
    {
        if (report.Comparisons.Count == 0)
            return [];

        var shown = report.Comparisons.OrderBy(pair => IndexOf(report, pair.Key)).SelectMany(pair => Comparison(pair.Key, pair.Value, width, paint));
        return [string.Empty, paint.Strong("Fingerprints"), .. shown];
    }

    private static int IndexOf(RunReport report, string stepId) => report.Steps.TakeWhile(step => step.Id != stepId).Count();

    private static IEnumerable<string> Comparison(string stepId, ComparisonEvidence comparison, int width, Paint paint)
    {
        var verdict = comparison.Differences.Count == 0 ? paint.Good("equal") : paint.Bad(Differences(comparison.Differences.Count));
        yield return $"  {Untrusted.Line(stepId)}: {verdict}";
        foreach (var line in TextLayout.Hang("    between ", Untrusted.Line($"{comparison.Left} and {comparison.Right}"), width))
            yield return line;
        foreach (var line in TextLayout.Hang("    counted ", CountsOf(comparison), width))
            yield return line;
        foreach (var line in comparison.Differences.Take(MostDifferences).SelectMany(text => TextLayout.Hang("    - ", Untrusted.Line(text), width)))
            yield return line;
        if (comparison.Differences.Count > MostDifferences)
            yield return $"    and {comparison.Differences.Count - MostDifferences} more, in evidence '{Untrusted.Line(ComparisonEvidence.FileName(stepId))}'";
    }

    /// <summary>A number of differences in words.</summary>
    internal static string Differences(int count) => count == 1 ? "1 difference" : $"{Counts.Of(count)} differences";

    /// <summary>What was compared: <c>tables 12, rows 50 000</c>.</summary>
    internal static string CountsOf(ComparisonEvidence comparison) =>
        string.Join(", ", comparison.Counts.Select(pair => $"{Untrusted.Line(pair.Key)} {Counts.Of(pair.Value)}"));

    private static IEnumerable<string> Kept(RunReport report, Paint paint)
    {
        if (report.Kept.Count == 0)
            return [];

        var table = new TextTable(["what", "size", "where"], 1);
        foreach (var kept in report.Kept)
            table.Add([Untrusted.Line(kept.What), kept.Size is { } size ? Sizes.Of(size) : "-", Untrusted.Line(kept.Where)], text => text);

        return [string.Empty, paint.Strong("Kept"), .. table.Render(int.MaxValue)];
    }

    private static IEnumerable<string> Verdict(RunReport report, int width, Paint paint)
    {
        var verdict = report.Verdict;
        yield return verdict.Success ? paint.Good("Succeeded") : paint.Bad("Did not succeed");
        foreach (var line in TextLayout.Hang("  What happened  ", Untrusted.Line(verdict.Happened), width))
            yield return line;
        foreach (var line in TextLayout.Hang("  State now      ", Untrusted.Line(verdict.State), width))
            yield return line;
        foreach (var (index, next) in verdict.Next.Index())
            yield return (index == 0 ? "  Type next      " : "                 ") + Untrusted.Line(next);
    }
}
