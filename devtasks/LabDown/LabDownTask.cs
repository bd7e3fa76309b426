using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Lab;
using Hopguard.Tasks;

namespace Hopguard.DevTasks.LabDown;

/// <summary>Takes down what <c>LabUp</c> brought up.</summary>
[TaskName("LabDown")]
[Category("Development")]
[TaskDescription("Takes the lab deployment down that LabUp brought up, with its volumes and its folder")]
public sealed class LabDownTask : AsyncFrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override Task RunAsync(HopguardContext context) => StandingLab.DownAsync(line => context.Information("lab: {0}", line), context.Cancellation);
}
