using System.ComponentModel;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Hopguard.Tasks;

/// <summary>One step of a plan as a target. The compiler extension derives one class for every step of every plan.</summary>
[Category("Steps")]
public abstract class PlanStepTask : AsyncFrostingTask<HopguardContext>
{
    /// <summary>The id of the plan, by which the shipped plans know it.</summary>
    protected abstract string PlanId { get; }

    /// <summary>The id of the step within its plan.</summary>
    protected abstract string StepId { get; }

    /// <inheritdoc />
    public override bool ShouldRun(HopguardContext context)
    {
        if (context.CurrentRun.ReasonToSkip(PlanId, StepId) is not { } reason)
            return true;

        context.Log.Information("{0}", reason);
        return false;
    }

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        if (await context.CurrentRun.OpenAsync(PlanId) is { } session)
            await session.RunStepAsync(StepId, context.Cancellation);
        else
            context.Log.Verbose("Plan '{0}': the deployment is at its version already", PlanId);
    }
}
