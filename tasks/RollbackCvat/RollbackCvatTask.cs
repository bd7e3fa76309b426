using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Engine.Journals;

namespace Hopguard.Tasks.RollbackCvat;

/// <summary>Puts the version before back, until the new one was accepted.</summary>
[TaskName("RollbackCvat")]
[Category("CVAT")]
[TaskDescription("Puts the CVAT version before the unfinished or unaccepted upgrade back, and verifies it")]
public sealed class RollbackCvatTask : AsyncFrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        var session = await context.CurrentRun.OpenForRollbackAsync("cvat");
        await session.RollBackAsync(JournalEntry.RollbackStarted.ByOperator, context.Cancellation);
    }
}
