using Hopguard.Plans.Findings;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Reading;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>A fix for people: what is done, the difference as a patch, and what remains.</summary>
public static class FixText
{
    private static readonly Message NothingToMend = new("nothing to mend", "直すところはありません");
    private static readonly Message NoFix = new("no fix was found", "修正案は見つかりませんでした");
    private static readonly Message Unsafe = new(" (unsafe: look twice)", "（安全とは限りません。よく確認してください）");
    private static readonly Message Remaining = new("What remains:", "残る指摘:");
    private static readonly Message Applied = new("written to the file", "ファイルに書き込みました");

    /// <summary>All lines.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="plan">The plan as it was.</param>
    /// <param name="path">The file as the patch names it.</param>
    /// <param name="applied">Whether the file was written.</param>
    /// <param name="style">Language and colours; its sources give the text that findings are quoted from.</param>
    public static IEnumerable<string> Render(PlanFix fix, PlanFile plan, string path, bool applied, FindingStyle style)
    {
        if (fix.Obstacle is { } obstacle)
            yield return obstacle.In(style.Language);
        else if (!fix.Changes)
            yield return (fix.Untried is not null || fix.Remaining.Any(finding => finding.Severity > Severity.Note) ? NoFix : NothingToMend).In(style.Language);
        if (fix.Untried is { } untried)
            yield return untried.In(style.Language);
        foreach (var repair in fix.Repairs)
            yield return $"- {Untrusted.Line(repair.What.In(style.Language))}{(repair.IsSafe ? string.Empty : Unsafe.In(style.Language))}";

        // A log of CI obeys what stands in it, so the patch is made harmless there; it stays one that can be applied for every plan without such lines.
        foreach (var line in UnifiedDiff.Of(path, plan.Text, fix.Text).SelectMany(line => line.Split('\n')))
            yield return Untrusted.Quoted(line.TrimEnd('\r')) + (line.EndsWith('\r') ? "\r" : string.Empty);
        if (applied)
            yield return Applied.In(style.Language);
        if (fix.Remaining.IsEmpty)
            yield break;

        yield return Remaining.In(style.Language);
        foreach (var line in FindingText.Render(fix.Remaining, style))
            yield return line;
    }
}
