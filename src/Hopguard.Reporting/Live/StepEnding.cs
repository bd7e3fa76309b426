using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;

namespace Hopguard.Reporting.Live;

/// <summary>How a step, its undoing or its preparation ended; after the last of these the step itself is pending.</summary>
internal sealed record StepEnding(string StepId, StepStatus Status, string Text, TimeSpan? Duration, string? Remedy)
{
    /// <summary>The ending that an event tells of, or null.</summary>
    public static StepEnding? Of(RunEvent runEvent) => runEvent switch
    {
        RunEvent.StepFinished done => new(done.StepId, StepStatus.Done, done.Summary, done.Duration, Remedy: null),
        RunEvent.PreparationFinished { Summary: { } prepared } preparation => new(preparation.StepId, StepStatus.Pending, prepared, preparation.Duration, Remedy: null),
        RunEvent.StepUndone undone => new(undone.StepId, StepStatus.Undone, undone.Summary, undone.Duration, Remedy: null),
        RunEvent.StepWaits waits => new(waits.StepId, StepStatus.Waiting, waits.For, Duration: null, Remedy: null),
        RunEvent.StepFailed failed => new(failed.StepId, StepStatus.Failed, failed.What, failed.Duration, failed.Remedy),
        _ => null,
    };
}
