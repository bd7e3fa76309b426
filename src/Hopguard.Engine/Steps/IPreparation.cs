using Hopguard.Plans.Model;

namespace Hopguard.Engine.Steps;

/// <summary>
/// A handler of steps of whose work a part can be done while the application still serves, right before services are stopped: the outage is shorter by that part. What was
/// prepared decides nothing by itself: at its turn the step proves that it still holds, or does without it. The journal says that such a step was begun before any of it
/// is done, so a kill leaves it in doubt and a rollback undoes it.
/// </summary>
public interface IPreparation
{
    /// <summary>Whether anything of the step can be prepared before the plan stops services for the first time.</summary>
    bool CanPrepare(Step step, Plan plan);

    /// <summary>
    /// Prepares, from whatever an earlier attempt may have left. Never a failure because the application is at work: what cannot be prepared is left to the step's turn. A
    /// failure is one that the step would meet again, and is reported in place of the stop.
    /// </summary>
    /// <returns>What was prepared, for people, or why the step will fail; null where there is nothing to tell.</returns>
    Task<StepOutcome?> PrepareAsync(Step step, StepContext context, CancellationToken cancellationToken);
}
