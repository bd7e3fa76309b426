using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Lab;
using Hopguard.Tasks;

namespace Hopguard.DevTasks.LabUp;

/// <summary>Brings up a lab deployment to try things on by hand.</summary>
[TaskName("LabUp")]
[Category("Development")]
[TaskDescription("Brings up a filled CVAT 2.2.0 to try things on by hand, and says how to reach it; LabDown takes it down")]
public sealed class LabUpTask : AsyncFrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override Task RunAsync(HopguardContext context) => StandingLab.UpAsync(
        Path.Combine(Path.GetTempPath(), "hopguard-lab-by-hand"), LabSize.Small, line => context.Information("lab: {0}", line), context.Cancellation);
}
