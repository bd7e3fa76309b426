using System.ComponentModel;
using Cake.Frosting;

namespace Hopguard.Tasks.StatusCvat;

/// <summary>Shows a CVAT deployment and its runs; changes nothing and needs no lock.</summary>
[TaskName("StatusCvat")]
[Category("CVAT")]
[TaskDescription("Shows the installed version, its services and stores, the runs so far, what they keep where, and what to type next")]
public sealed class StatusCvatTask : AsyncFrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override Task RunAsync(HopguardContext context) => context.Status.WriteAsync("cvat");
}
