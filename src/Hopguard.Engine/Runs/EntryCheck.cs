using Hopguard.Engine.Journals;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Whether a process may go on with a run that others worked on, asked before it writes or does anything: what is wrong is with the process, and neither fails the run nor leads it back.</summary>
internal sealed class EntryCheck(Run run)
{
    /// <summary>Refuses a process in which services would be made with other settings than in the one that began the run.</summary>
    /// <param name="isRollback">Whether the version before is to come back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">They would; nothing was changed.</exception>
    public async Task RequireAsync(bool isRollback, CancellationToken cancellationToken)
    {
        if (!MayMakeServices(isRollback))
            return;

        foreach (var step in run.Plan.Steps.Where(step => run.History.Status(step.Id) == StepStatus.Done))
        {
            if (await run.HandlerOf(step).GuardEntryAsync(step, run.ContextFor(step), cancellationToken) is { } other)
                throw new HopguardException($"{other.What}; nothing was changed", other.Remedy);
        }
    }

    // Forward until the new version waits for acceptance, for a step that fails leads back; back where there is something to be made again.
    private bool MayMakeServices(bool isRollback) => isRollback || run.State == RunState.RollingBack
        ? run.Plan.Steps.Any(step => step is ComposeDown or StartServices && run.History.BeganAt(step.Id) is not null && run.History.Status(step.Id) != StepStatus.Undone)
        : run.State is RunState.Open or RunState.Failed && run.Plan.Steps.TakeWhile(step => step is not Accept).Any(step => run.History.Status(step.Id) != StepStatus.Done);
}
