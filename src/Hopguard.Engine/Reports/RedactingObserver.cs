using Hopguard.Engine.Secrets;

namespace Hopguard.Engine.Reports;

/// <summary>Takes secrets out of what those who watch are told: one keeps a log in the run's folder, another writes the page of a CI job.</summary>
/// <param name="inner">Who is told.</param>
/// <param name="redactor">What knows the secrets.</param>
internal sealed class RedactingObserver(IRunObserver inner, Redactor redactor) : IRunObserver
{
    /// <inheritdoc />
    public void On(RunEvent runEvent) => inner.On(runEvent switch
    {
        RunEvent.StepLogged logged => logged with { Line = redactor.Redact(logged.Line) },
        RunEvent.StepWarned warned => warned with { Line = redactor.Redact(warned.Line) },
        RunEvent.StepFinished finished => finished with { Summary = redactor.Redact(finished.Summary) },
        RunEvent.PreparationFinished { Summary: { } summary } prepared => prepared with { Summary = redactor.Redact(summary) },
        RunEvent.StepSkipped skipped => skipped with { Why = redactor.Redact(skipped.Why) },
        RunEvent.StepWaits waits => waits with { For = redactor.Redact(waits.For) },
        RunEvent.StepFailed failed => failed with { What = redactor.Redact(failed.What), Remedy = failed.Remedy is null ? null : redactor.Redact(failed.Remedy) },
        RunEvent.RollbackStarted started => started with { Why = redactor.Redact(started.Why) },
        RunEvent.StepUndone undone => undone with { Summary = redactor.Redact(undone.Summary) },
        // The others carry names and times alone; a report is made from the journal and from a failure without secrets.
        _ => runEvent,
    });
}
