using Hopguard.Engine.Claims;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>Walks a run back: undoes every step that was begun, last first, and verifies that the version before is what runs. Can be taken up again anywhere.</summary>
internal sealed class RollbackRunner(RunServices services, Run run, IDeploymentClaim claim)
{
    private IEnumerable<Step> Begun => run.Plan.Steps.Where(step => run.History.BeganAt(step.Id) is not null);

    /// <summary>Makes sure that the whole way is open; asks nothing once it was begun.</summary>
    /// <remarks>Half way back is the worst place to find out that there is no room for the rest. In the order of the plan: what earlier steps brought, later ones work with.</remarks>
    /// <exception cref="HopguardException">It is not; nothing was changed.</exception>
    public async Task RequireWayBackAsync(CancellationToken cancellationToken)
    {
        await claim.RequireAsync(cancellationToken);
        foreach (var step in run.History.RollbackBegan ? [] : Begun)
        {
            if (await run.HandlerOf(step).GuardUndoAsync(step, run.ContextFor(step), cancellationToken) is { } refusal)
                throw new HopguardException($"{refusal.What}; the rollback was not begun and nothing was changed", refusal.Remedy);
        }
    }

    /// <summary>Writes down that the way back is taken: whoever opens the run from now on takes it to its end.</summary>
    public void Begin(string why)
    {
        if (!run.History.RollbackBegan)
            run.Journal.Append(new JournalEntry.RollbackStarted(why));
    }

    /// <summary>Walks the way that was begun, or goes on where it was interrupted.</summary>
    /// <exception cref="HopguardException">A step could not be undone, or the version before does not come up; the rollback can be repeated.</exception>
    public async Task WalkAsync(CancellationToken cancellationToken)
    {
        await claim.RequireAsync(cancellationToken);
        var begun = Begun.Reverse().ToList();
        services.Observer.On(new RunEvent.RollbackStarted(run.History.RollbackReason ?? string.Empty, begun.Count) { Undone = begun.Count(step => run.History.Status(step.Id) == StepStatus.Undone) });
        for (var i = 0; i < begun.Count; i++)
        {
            if (run.History.Status(begun[i].Id) != StepStatus.Undone)
                await UndoAsync(begun[i], i + 1, begun.Count, cancellationToken);
        }

        await VerifyAsync(cancellationToken);
        run.Journal.Append(new JournalEntry.RolledBack(run.Start.Before.Version));
    }

    private async Task UndoAsync(Step step, int number, int total, CancellationToken cancellationToken)
    {
        var began = services.Clock.GetTimestamp();
        var failpoint = new Failpoint(run.Options.KillAt);
        await claim.RequireAsync(cancellationToken);
        services.Observer.On(new RunEvent.UndoStarted(step.Id, number, total));
        run.Journal.Append(new JournalEntry.UndoStarted(step.Id));
        try
        {
            var summary = await run.HandlerOf(step).UndoAsync(step, run.ContextFor(step), cancellationToken);
            failpoint.Reach("undoing", step.Id, run.Plan);
            run.Journal.Append(new JournalEntry.StepUndone(step.Id, summary));
            services.Observer.On(new RunEvent.StepUndone(step.Id, summary, services.Clock.GetElapsedTime(began)));
            failpoint.Reach("undone", step.Id, run.Plan);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            run.Journal.Append(new JournalEntry.StepInDoubt(step.Id, "rollback interrupted by a signal"));
            throw new OperationCanceledException(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever an undo meets, the journal must say where the way back stopped.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            var remedy = (trouble as HopguardException)?.Remedy;
            run.Journal.Append(new JournalEntry.UndoFailed(step.Id, trouble.Message, remedy));
            services.Observer.On(new RunEvent.StepFailed(step.Id, trouble.Message, remedy, services.Clock.GetElapsedTime(began)));
            throw new HopguardException($"Step '{step.Id}' could not be undone: {trouble.Message}", remedy, trouble);
        }
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new RollbackVerification(services, run).VerifyAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever is met, the journal must say why the version before does not count as running.
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var remedy = (trouble as HopguardException)?.Remedy ?? "Its data and source tree are back in place; look at the log of its services, then repeat the rollback";
            run.Journal.Append(new JournalEntry.RollbackUnverified(trouble.Message, remedy));
            throw new HopguardException(trouble.Message, remedy, trouble);
        }
    }
}
