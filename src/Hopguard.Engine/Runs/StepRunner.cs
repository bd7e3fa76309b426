using Hopguard.Engine.Claims;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Does one step of a run: announces it in the journal, probes what is in doubt, guards, acts, and records the end.</summary>
internal sealed class StepRunner(RunServices services, Run run, IDeploymentClaim claim, EarlyWork early, EarlierHops earlier, ResumeCheck resumed)
{
    /// <summary>
    /// Brings the step to its end state; the outcome is in the journal when this returns. Gives the step that ended, a later one where services were to be stopped and its
    /// preparation says that it will fail, and when the step itself began.
    /// </summary>
    public async Task<(Step Step, StepOutcome Outcome, long Began)> RunAsync(Step step, CancellationToken cancellationToken)
    {
        var began = services.Clock.GetTimestamp();
        var status = run.History.Status(step.Id);
        if (status == StepStatus.Done)
        {
            services.Observer.On(new RunEvent.StepSkipped(step.Id, run.Plan.Steps.IndexOf(step) + 1, run.Plan.Steps.Length, "done before"));
            return (step, new StepOutcome.Done(run.History.Summary(step.Id)), began);
        }

        RequireEarlierSteps(step);
        cancellationToken.ThrowIfCancellationRequested();
        await claim.RequireAsync(cancellationToken);
        if (await TryAsync(step, async _ => await resumed.FindChangeAsync(cancellationToken), cancellationToken) is { } change)
        {
            Announce(step);
            return (step, End(step, change, began, cancellationToken), began);
        }

        if (step is StopServices stop && await new Preparations(services, run).PrepareAsync(stop, cancellationToken) is var (later, failure))
        {
            Announce(later);
            return (later, End(later, failure, began, cancellationToken), began);
        }

        early.BeginDue(step, cancellationToken);
        began = services.Clock.GetTimestamp();
        Announce(step);
        run.Journal.Append(new JournalEntry.StepStarted(step.Id));
        var outcome = await ActAsync(step, early.Take(step), wasInDoubt: status == StepStatus.InDoubt, cancellationToken);
        if (step is DeleteRetired && outcome is StepOutcome.Done && earlier.WaitsFor(run.Start) is { } leave)
            outcome = new StepOutcome.Waiting(leave);
        return (step, End(step, outcome, began, cancellationToken), began);
    }

    private void Announce(Step step) =>
        services.Observer.On(new RunEvent.StepStarted(step.Id, run.Plan.Steps.IndexOf(step) + 1, run.Plan.Steps.Length, StepDescription.Of(step)));

    private StepOutcome End(Step step, StepOutcome outcome, long began, CancellationToken cancellationToken)
    {
        LeaveInDoubtWhenCancelled(step, outcome, cancellationToken);
        Record(step, outcome, services.Clock.GetElapsedTime(began));
        return outcome;
    }

    private void RequireEarlierSteps(Step step)
    {
        var missing = run.Plan.Steps.TakeWhile(earlier => earlier != step).FirstOrDefault(earlier => run.History.Status(earlier.Id) != StepStatus.Done);
        if (missing is not null)
        {
            throw new HopguardException(
                $"Step '{step.Id}' cannot be done before '{missing.Id}', which is {run.History.Status(missing.Id)} in this run",
                $"Run '{run.Plan.Id}/{missing.Id}' first, or the whole plan");
        }
    }

    private async Task<StepOutcome> ActAsync(Step step, Func<Task<StepOutcome?>>? begun, bool wasInDoubt, CancellationToken cancellationToken)
    {
        var handler = run.HandlerOf(step);
        return (await TryAsync(step, DoAsync, cancellationToken))!;

        async Task<StepOutcome?> DoAsync(StepContext context)
        {
            if (begun is not null && await begun() is { } early)
                return early is StepOutcome.Done ? (StepOutcome?)await handler.GuardAsync(step, context, cancellationToken) ?? early : early;

            if (begun is null && wasInDoubt && await handler.ProbeAsync(step, context, cancellationToken) is { IsDone: true } probe)
                return new StepOutcome.Done(probe.Summary);

            return (StepOutcome?)await handler.GuardAsync(step, context, cancellationToken) ?? await handler.ExecuteAsync(step, context, cancellationToken);
        }
    }

    private async Task<StepOutcome?> TryAsync(Step step, Func<StepContext, Task<StepOutcome?>> act, CancellationToken cancellationToken)
    {
        var context = run.ContextFor(step);
        try
        {
            return await act(context);
        }
        catch (HopguardException trouble)
        {
            return new StepOutcome.Failed(trouble.Message, trouble.Remedy) { AfterRollback = trouble.AfterRollback };
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new StepOutcome.Failed($"A file could not be read or written: {trouble.Message}", "Check free space and permissions");
        }
#pragma warning disable CA1031 // Whatever a handler meets, the deployment must not be left between two versions.
        catch (Exception unexpected)
#pragma warning restore CA1031
        {
            if (unexpected is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                context.Log(unexpected.ToString());
            return new StepOutcome.Failed($"Step '{step.Id}' met an unexpected error: {unexpected.Message}", "Please report it, with 'run.log' of the run's folder");
        }
    }

    // A signal reaches the tools that a step runs as well, so what looks like a failure now may be the interruption: it must not start a rollback.
    private void LeaveInDoubtWhenCancelled(Step step, StepOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is StepOutcome.Failed && cancellationToken.IsCancellationRequested)
        {
            run.Journal.Append(new JournalEntry.StepInDoubt(step.Id, "interrupted by a signal"));
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private void Record(Step step, StepOutcome outcome, TimeSpan duration)
    {
        var failpoint = new Failpoint(run.Options.KillAt);
        switch (outcome)
        {
            case StepOutcome.Done done:
                failpoint.Reach("in", step.Id, run.Plan);
                if (step is Accept)
                    earlier.AcceptAll(run.Start, done.Summary);
                run.Journal.Append(new JournalEntry.StepDone(step.Id, done.Summary, ClosesWayBack: step is Accept));
                services.Observer.On(new RunEvent.StepFinished(step.Id, done.Summary, duration));
                failpoint.Reach("after", step.Id, run.Plan);
                break;
            case StepOutcome.Waiting waiting:
                run.Journal.Append(new JournalEntry.StepWaiting(step.Id, waiting.For));
                services.Observer.On(new RunEvent.StepWaits(step.Id, waiting.For));
                break;
            case StepOutcome.Failed failed:
                run.Journal.Append(new JournalEntry.StepFailed(step.Id, failed.What, failed.Remedy) { AfterRollback = failed.AfterRollback });
                services.Observer.On(new RunEvent.StepFailed(step.Id, failed.What, failed.Remedy, duration));
                break;
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}");
        }
    }
}
