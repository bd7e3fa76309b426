using Cake.Frosting;
using Hopguard.Engine.Journals;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks;

// The compiler extension derives the targets of every application from these; the work of the first two is in the steps of the plan on which they depend.

/// <summary>
/// Upgrades a deployment of an application: the target of the hop that leads farthest, as far as the compiler knows. The host puts the hops in its place that the installed version needs.
/// </summary>
[TargetRole(TargetRole.Upgrade)]
public abstract class UpgradeTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context) => context.CurrentRun.TellNothingToDo();
}

/// <summary>Moves a deployment of an application to another base below the version that it has.</summary>
[TargetRole(TargetRole.Base)]
public abstract class BaseTask : FrostingTask<HopguardContext>;

/// <summary>Runs a procedure on a deployment of an application, such as a backup.</summary>
[TargetRole(TargetRole.Procedure)]
public abstract class ProcedureTask : FrostingTask<HopguardContext>;

/// <summary>Brings a backup back into a deployment of an application: a procedure that names a backup, is accepted, and can be rolled back until then.</summary>
[TargetRole(TargetRole.Restore)]
public abstract class RestoreTask : FrostingTask<HopguardContext>;

/// <summary>Puts the version before back, until the new one was accepted.</summary>
[TargetRole(TargetRole.Rollback)]
public abstract class RollbackTask : AsyncFrostingTask<HopguardContext>
{
    /// <summary>The application, by its name in plans.</summary>
    protected abstract string ApplicationName { get; }

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        var session = await context.CurrentRun.OpenForRollbackAsync(ApplicationName);
        await session.RollBackAsync(JournalEntry.RollbackStarted.ByOperator, context.Cancellation);
    }
}

/// <summary>Shows a deployment of an application and its runs; changes nothing and needs no lock.</summary>
[TargetRole(TargetRole.Status)]
public abstract class StatusTask : AsyncFrostingTask<HopguardContext>
{
    /// <summary>The application, by its name in plans.</summary>
    protected abstract string ApplicationName { get; }

    /// <inheritdoc />
    public override Task RunAsync(HopguardContext context) => context.Status.WriteAsync(ApplicationName);
}
