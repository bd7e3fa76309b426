using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Steps;

/// <summary>
/// A handler of steps whose work, or a part of it, may begin before their turn, beside the steps that stand before them in the plan. The journal says that such a
/// step was begun before any of it is done, so a kill leaves it in doubt and a rollback undoes it, as if it had begun at its turn.
/// </summary>
public interface IEarlyWork
{
    /// <summary>The step of the plan after which the work may begin; null where the step has to wait for its turn.</summary>
    Step? BeginsAfter(Step step, Plan plan);

    /// <summary>Whether the work reads what another step makes: it does not begin while that one is done at its own turn, which may be making it anew.</summary>
    bool Reads(Step step, Step maker) => false;

    /// <summary>
    /// Does the work, from whatever an earlier attempt may have left. What it throws and a failure are reported when the step's turn has come; its guard is asked once
    /// more then. A failure that is known before services are stopped is reported in place of the stop: the step would meet it again.
    /// </summary>
    /// <returns>The outcome of the whole step; null where the step is still to be executed, with what was prepared or without.</returns>
    Task<StepOutcome?> BeginAsync(Step step, StepContext context, CancellationToken cancellationToken);
}

/// <summary>From when on the work of a step may begin.</summary>
public static class EarlyStart
{
    /// <summary>
    /// The last step before this one that is more than reading stores and making copies of them: between it and the step's turn nobody is started, stopped or changed,
    /// so that what the plan proves for the step's turn is true from there on. Null where that is the step right before it, or none.
    /// </summary>
    public static Step? AfterLastChange(Step step, Plan plan)
    {
        var own = plan.Steps.IndexOf(step);
        var first = own;
        while (first > 0 && plan.Steps[first - 1] is DumpDatabase or RestoreDatabase or VerifyCopy or BackUpVolumes)
            first--;

        return first > 0 && first < own ? plan.Steps[first - 1] : null;
    }

    /// <summary>The last step while the application still serves: the one before services are stopped for the first time. Null where the plan stops none before the step.</summary>
    public static Step? BeforeStop(Step step, Plan plan)
    {
        var stop = plan.Steps.TakeWhile(earlier => earlier != step).Select((earlier, index) => (earlier, index)).FirstOrDefault(candidate => candidate.earlier is StopServices);
        return stop is { earlier: not null, index: > 0 } ? plan.Steps[stop.index - 1] : null;
    }
}
