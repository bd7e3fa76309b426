using System.Globalization;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>Pictures in Mermaid's language, which GitHub draws in the summary of a job. They show what the text beside them says, so nothing is lost where they are not drawn.</summary>
public static class MermaidDiagrams
{
    // A bar of no length is not drawn.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    /// <summary>The way over several versions, each in a box; nothing where there is but one.</summary>
    public static IEnumerable<string> OfRoute(IReadOnlyList<string> versions) => versions.Count < 2 ? [] :
        Fenced(["flowchart LR", .. versions.Select((version, index) => $"  v{index}[\"{Label(version)}\"]"), .. versions.Skip(1).Select((_, index) => $"  v{index} --> v{index + 1}")]);

    /// <summary>When each step of a run was worked on, and when users had no answer. A night in which nothing was done parts it into several.</summary>
    internal static IEnumerable<string> OfTimes(RunReport report, Phrases phrases)
    {
        var times = report.TimeLine;
        var rests = new TimeScale(times).Rests;
        var stretches = times.Attempts.OrderBy(attempt => attempt.Began).GroupBy(attempt => rests.Count(rest => rest.Ended <= attempt.Began)).ToList();
        return stretches.Count == 0 ? [] : [string.Empty, $"## {phrases["Times"]}", .. stretches.SelectMany(stretch => Chart([.. stretch], times.Silences, phrases))];
    }

    private static IEnumerable<string> Chart(IReadOnlyList<Attempt> attempts, IReadOnlyList<Silence> silences, Phrases phrases)
    {
        var (begin, end) = (attempts[0].Began, attempts.Max(attempt => attempt.Ended));
        var silent = silences.Where(silence => silence.Began < end && (silence.Ended ?? end) > begin).ToList();
        return
        [
            string.Empty,
            .. Fenced(
            [
                "gantt", "  dateFormat x", "  axisFormat %H:%M:%S",
                .. silent.Count == 0 ? Array.Empty<string>() : [$"  section {Label(phrases["Outage"])}"],
                .. silent.Select(silence => Bar(phrases["no answer for users"], "crit", Later(silence.Began, begin), Sooner(silence.Ended ?? end, end))),
                $"  section {Label(phrases["Steps"])}",
                .. attempts.Select(attempt => Bar(
                    attempt.IsUndo ? $"{attempt.StepId} ({phrases["undone"]})" : attempt.StepId, attempt.HasFailed ? "crit" : attempt.IsUndo ? "active" : "done", attempt.Began, attempt.Ended)),
            ]),
        ];
    }

    private static string Bar(string name, string kind, DateTimeOffset began, DateTimeOffset ended) => string.Create(
        CultureInfo.InvariantCulture, $"  {Label(name)} :{kind}, {began.ToUnixTimeMilliseconds()}, {Later(ended, began + Shortest).ToUnixTimeMilliseconds()}");

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static IEnumerable<string> Fenced(IEnumerable<string> lines) => ["```mermaid", .. lines, "```"];

    // Whatever has a meaning in the language gives way: a colon ends a name, a semicolon a line, a hash begins a sign's number.
    private static string Label(string text) => string.Concat(Untrusted.Line(text).Select(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '.' or '(' or ')' or '_' ? letter : ' '));
}
