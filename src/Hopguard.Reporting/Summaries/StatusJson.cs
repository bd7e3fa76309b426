using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>A deployment's status for programs. Keys are added in later versions, never renamed.</summary>
public static class StatusJson
{
    /// <summary>The JSON text, without a line break at its end.</summary>
    /// <param name="report">The status.</param>
    /// <param name="exitCode">What the program ends with.</param>
    /// <param name="phrases">The operator's language; keys and words that programs compare are English always.</param>
    public static string Render(DeploymentReport report, int exitCode, Phrases phrases) => ReportJson.Write(
        new
        {
            Language = phrases.Language == Language.Japanese ? "ja" : "en",
            ExitCode = exitCode,
            report.Application,
            report.Folder,
            report.StateFolder,
            Condition = RunJson.Word(report.Condition),
            Told = phrases[report.Told],
            DownSince = report.DownSince?.ToUniversalTime(),
            Installed = report.Installed is { } found ? new { found.Version, found.Project } : null,
            Problem = report.Problem is { } problem ? new { What = phrases[problem.Message], Remedy = problem.Remedy is { } remedy ? phrases[remedy] : null } : null,
            report.Services,
            Stores = report.Stores.Select(store => new { Name = store.Key, store.Value.Volume, store.Value.Service }),
            Runs = report.Runs.Select(run => RunJson.Shape(run, phrases)),
            Next = report.Next.Select(line => phrases[line]),
        },
        sparse: false);
}
