using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Notices;

/// <summary>
/// What is told to others while a run goes on, as JSON: <c>text</c> is a sentence for people, which the incoming webhooks of chat programs show; the rest is for programs. Keys are added in later versions, never
/// renamed.
/// </summary>
/// <param name="phrases">The language of the sentences.</param>
/// <param name="clock">Tells when it is told.</param>
internal sealed class RunNotice(Phrases phrases, TimeProvider clock)
{
    private RunEvent.RunOpened? _opened;

    /// <summary>The JSON text; null for what nobody need be told.</summary>
    public string? Of(RunEvent runEvent)
    {
        _opened = runEvent as RunEvent.RunOpened ?? _opened;
        return runEvent switch
        {
            RunEvent.RunOpened run => Write("started", RunOpening.Of(run)),
            RunEvent.OutageBegan outage => Write("outage-began", RunOpening.Of(outage)),
            RunEvent.OutageEnded outage => Write("outage-ended", RunOpening.Of(outage)),
            RunEvent.StepFailed failed => Write("step-failed", $"Step '{failed.StepId}' failed: {failed.What}"),
            RunEvent.RollbackStarted rollback => Write("rollback-started", RunOpening.Of(rollback)),
            RunEvent.RunClosed { GoesOn: false, Report: var report } => Write("ended", report.Verdict.Happened, report),
            _ => null,
        };
    }

    private string Write(string word, string english, RunReport? report = null)
    {
        var sentence = Quotation.Of(phrases[english]).Sentence;
        return ReportJson.Write(
            new
            {
                Text = _opened is { } run ? $"{Untrusted.Line(run.Title)}: {sentence}" : sentence,
                Event = word,
                At = clock.GetUtcNow(),
                RunId = report?.RunId ?? _opened?.RunId,
                Success = report?.Verdict.Success,
                StateNow = report is null ? null : phrases[report.Verdict.State],
                Next = report?.Verdict.Next.Select(line => phrases[line]),
                Run = report is null ? null : RunJson.Shape(report, phrases),
            },
            sparse: true);
    }
}
