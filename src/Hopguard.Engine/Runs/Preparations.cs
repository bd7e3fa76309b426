using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Does what can be done for later steps right before services are stopped for the first time, one step after the other: nobody waits for it yet.</summary>
internal sealed class Preparations(RunServices services, Run run)
{
    /// <summary>Prepares the steps behind a stop; nothing once the stop was begun, for then users wait. Gives the first step that will fail and why, or null.</summary>
    public async Task<(Step Step, StepOutcome.Failed Failure)?> PrepareAsync(StopServices stop, CancellationToken cancellationToken)
    {
        if (run.History.BeganAt(stop.Id) is not null)
            return null;

        foreach (var step in run.Plan.Steps.SkipWhile(other => other != stop).Skip(1))
        {
            if (run.FindPreparation(step) is { } preparation && preparation.CanPrepare(step, run.Plan)
                && run.History.Status(step.Id) is StepStatus.Pending or StepStatus.InDoubt or StepStatus.Failed
                && await PrepareAsync(step, preparation, cancellationToken) is { } failure)
            {
                return (step, failure);
            }
        }

        return null;
    }

    private async Task<StepOutcome.Failed?> PrepareAsync(Step step, IPreparation preparation, CancellationToken cancellationToken)
    {
        var began = services.Clock.GetTimestamp();
        run.Journal.Append(new JournalEntry.StepStarted(step.Id));
        services.Observer.On(new RunEvent.PreparationStarted(step.Id, StepDescription.Of(step)));
        var outcome = await TryAsync(step, preparation, cancellationToken);
        if (outcome is StepOutcome.Failed failure)
            return failure;

        services.Observer.On(new RunEvent.PreparationFinished(step.Id, (outcome as StepOutcome.Done)?.Summary, services.Clock.GetElapsedTime(began)));
        return null;
    }

    private async Task<StepOutcome?> TryAsync(Step step, IPreparation preparation, CancellationToken cancellationToken)
    {
        var context = run.ContextFor(step);
        try
        {
            return await preparation.PrepareAsync(step, context, cancellationToken);
        }
#pragma warning disable CA1031 // The step does without it, and meets at its turn what is really wrong.
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            context.Log($"Step '{step.Id}' could not be prepared while the application serves: {trouble.Message}");
            return null;
        }
    }
}
