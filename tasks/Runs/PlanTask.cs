using System.ComponentModel;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Hopguard.Tasks;

/// <summary>A whole plan as a target: depends on its last step. The compiler extension derives one class for every plan.</summary>
[Category("Plans")]
public abstract class PlanTask : AsyncFrostingTask<HopguardContext>
{
    /// <summary>The id of the plan, by which the shipped plans know it.</summary>
    protected abstract string PlanId { get; }

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        if (await context.CurrentRun.OpenAsync(PlanId) is null)
            context.Log.Information("Plan '{0}': the deployment is at its version already, nothing to do", PlanId);
    }
}
