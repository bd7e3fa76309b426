using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>What became of a run, for programs. Keys are added in later versions, never renamed.</summary>
public static class RunJson
{
    /// <summary>The JSON text, without a line break at its end.</summary>
    /// <param name="report">The run's report; null where no run was opened.</param>
    /// <param name="verdict">What happened.</param>
    /// <param name="exitCode">What the program ends with.</param>
    /// <param name="phrases">The operator's language; keys and words that programs compare are English always.</param>
    public static string Render(RunReport? report, RunVerdict verdict, int exitCode, Phrases phrases) => ReportJson.Write(
        new
        {
            Language = phrases.Language == Language.Japanese ? "ja" : "en",
            ExitCode = exitCode,
            verdict.Success,
            Happened = phrases[verdict.Happened],
            StateNow = phrases[verdict.State],
            Next = verdict.Next.Select(line => phrases[line]),
            Run = report is null ? null : Shape(report, phrases),
        },
        sparse: false);

    /// <summary>A run as it stands in the JSON of an outcome and of a status.</summary>
    internal static object Shape(RunReport report, Phrases phrases) => new
    {
        Id = report.RunId,
        report.Application,
        Plan = report.PlanId,
        report.From,
        report.To,
        report.Project,
        report.Deployment,
        report.Folder,
        State = Word(report.State),
        StartedAt = report.StartedAt.ToUniversalTime(),
        Outage = Shape(report.Outage),
        Route = report.Route is { } route ? new
        {
            route.Id,
            route.Hop,
            Outage = Shape(route.Outage),
            Hops = route.Hops.Select(hop => new { hop.From, hop.To, Run = hop.RunId, State = hop.State is { } state ? Word(state) : null, Outage = Shape(hop.Outage) }),
        } : null,
        Steps = report.Steps.Select(step => new { step.Id, Status = Word(step.Status), Seconds = step.Duration.TotalSeconds, Summary = phrases[step.Summary] }),
        Kept = report.Kept.Select(item => new { What = phrases[item.What], item.Where, Bytes = item.Size, Remove = item.Removal is null ? null : $"{item.Removal} {item.Where.Replace(KeptObjects.Separator, " ", StringComparison.Ordinal)}" }),
        Damaged = report.Damaged.Select(copy => new
        {
            Copy = copy.Name,
            copy.Stores,
            Since = copy.Since.ToUniversalTime(),
            What = phrases[copy.What],
            Covers = copy.Covers.Select(cover => new { cover.Store, By = Word(cover.Kind), cover.Where }),
        }),
        Differences = report.Comparisons.ToDictionary(pair => pair.Key, pair => pair.Value.Differences.Count, StringComparer.Ordinal),
    };

    private static object? Shape(Outage? outage) => outage is null ? null : new { Seconds = outage.Length?.TotalSeconds, outage.IsOver, outage.IsAbout };

    /// <summary>A state for programs: <c>awaiting-acceptance</c>.</summary>
    public static string Word(Enum state) =>
        string.Concat(state.ToString().Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? "-" : string.Empty) + char.ToLowerInvariant(letter) : letter.ToString()));
}
