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
    /// more then.
    /// </summary>
    /// <returns>The outcome of the whole step; null where the step is still to be executed.</returns>
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
        while (first > 0 && IsReading(plan.Steps[first - 1]))
            first--;

        return first > 0 && first < own ? plan.Steps[first - 1] : null;
    }

    /// <summary>
    /// Where most of the work was done while the application still served: the last dump between <see cref="AfterLastChange"/> and the step, for a dump keeps all processors
    /// busy and a restore does not.
    /// </summary>
    public static Step? AfterLastDump(Step step, Plan plan)
    {
        var own = plan.Steps.IndexOf(step);
        var reading = plan.Steps.Take(own).Reverse().TakeWhile(IsReading).ToList();
        return reading.FindIndex(other => other is DumpDatabase) is var dump && dump > 0 ? reading[dump] : AfterLastChange(step, plan);
    }

    /// <summary>The steps while the application still serves: those before services are stopped for the first time. None where the plan stops none before the step.</summary>
    public static IReadOnlyList<Step> WhileServing(Step step, Plan plan)
    {
        var earlier = plan.Steps.TakeWhile(other => other != step).ToList();
        return [.. earlier.Take(Math.Max(0, earlier.FindIndex(other => other is StopServices)))];
    }

    /// <summary>Whether stores are only read and copied between the first stop of services and the step, so that they hold at its turn what the stopped version left.</summary>
    public static bool OnlyReadsSinceStop(Step step, Plan plan)
    {
        var change = plan.Steps.TakeWhile(other => other != step).LastOrDefault(other => !IsReading(other) && other is not DiscardTrial);
        return change is StopServices && change == plan.Steps.First(other => other is StopServices);
    }

    private static bool IsReading(Step step) => step is DumpDatabase or RestoreDatabase or VerifyCopy or BackUpVolumes;
}
