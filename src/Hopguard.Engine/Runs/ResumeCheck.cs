using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>
/// Looks, once for each process that goes on with a run, whether what earlier processes brought about still holds. While none worked on the run anybody may have changed something, and users
/// wait for all that is done before a later step finds that out.
/// </summary>
internal sealed class ResumeCheck(Run run)
{
    private bool _isDone;

    /// <summary>Why the run cannot go on with what it has; null where it can, and where nothing was done before.</summary>
    public async Task<StepOutcome.Failed?> FindChangeAsync(CancellationToken cancellationToken)
    {
        // Half way between two source trees a store's folder may be in neither place: asked when that step is done.
        if (_isDone || run.State == RunState.Accepted || run.Plan.Steps.Any(step => step is SwitchSource && run.History.Status(step.Id) == StepStatus.InDoubt))
            return null;

        foreach (var step in run.Plan.Steps.Where(step => run.History.Status(step.Id) is StepStatus.Done or StepStatus.InDoubt))
        {
            if (await run.HandlerOf(step).GuardResumeAsync(step, run.ContextFor(step), cancellationToken) is { } change)
                return change;
        }

        _isDone = true;
        return null;
    }
}
