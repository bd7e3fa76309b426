using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>One process's work on one run, from taking the deployment's lock to letting it go. Opened by <see cref="RunOpener"/>.</summary>
public sealed class RunSession : IDisposable
{
    private readonly RunServices _services;
    private readonly Run _run;
    private readonly DeploymentLock _lock;
    private readonly CommandHints _hints;

    internal RunSession(RunServices services, Run run, DeploymentLock deploymentLock, CommandHints hints)
    {
        _services = services;
        _run = run;
        _lock = deploymentLock;
        _hints = hints;
    }

    /// <summary>Where the run stands.</summary>
    public RunState State => _run.State;

    /// <summary>
    /// Brings one step to its end state. A step whose turn has not come because an earlier one waits for the operator is left alone. When the step fails, the
    /// version before is put back first, unless the operator wished otherwise.
    /// </summary>
    /// <exception cref="HopguardException">The step failed; the message says so and what became of the deployment.</exception>
    public async Task RunStepAsync(string stepId, CancellationToken cancellationToken)
    {
        if (State == RunState.RollingBack)
            await FinishRollbackAsync(cancellationToken);
        if (State == RunState.RolledBack)
            throw new HopguardException($"Run '{_run.Start.RunId}' was rolled back, and is over", $"Repeat the command for a new attempt: {_hints.Continue}");

        var step = _run.Plan.Steps.Single(candidate => candidate.Id == stepId);
        if (_run.Plan.Steps.TakeWhile(earlier => earlier != step).Any(earlier => _run.History.Status(earlier.Id) == StepStatus.Waiting))
            return;

        var outcome = await new StepRunner(_services, _run).RunAsync(step, cancellationToken);
        if (outcome is StepOutcome.Failed failed)
            await FailAsync(stepId, failed, cancellationToken);

        if (_run.Plan.Steps.All(candidate => _run.History.Status(candidate.Id) == StepStatus.Done) && State != RunState.Finished)
            _run.Journal.Append(new JournalEntry.RunFinished());
    }

    /// <summary>Puts the version before back, or goes on doing so.</summary>
    /// <exception cref="HopguardException">The new version was accepted, or a step could not be undone.</exception>
    public Task RollBackAsync(string why, CancellationToken cancellationToken)
    {
        if (State is RunState.Accepted or RunState.Finished)
        {
            throw new HopguardException(
                $"Run '{_run.Start.RunId}' was accepted, and writes of the new version would be lost by going back",
                $"Restore the copies kept in '{_run.Folder.Path}' by hand if that loss is wanted");
        }

        return State == RunState.RolledBack ? Task.CompletedTask : new RollbackRunner(_services, _run).RollBackAsync(why, cancellationToken);
    }

    /// <summary>What the run did so far, for people.</summary>
    public RunReport Report() => new ReportBuilder(new RunRecord(_run.Application, _run.Plan, _run.Folder, _run.History), _hints, _services.Clock).Build();

    /// <inheritdoc />
    public void Dispose()
    {
        _run.Journal.Dispose();
        _lock.Dispose();
    }

    private async Task FinishRollbackAsync(CancellationToken cancellationToken)
    {
        await RollBackAsync("interrupted rollback", cancellationToken);
        throw new HopguardException(
            $"An interrupted rollback was brought to its end: version {_run.Start.Before.Version} is running again, verified. It began because {_run.History.RollbackReason}",
            $"Repeat the command for a new attempt: {_hints.Continue}");
    }

    private async Task FailAsync(string stepId, StepOutcome.Failed failed, CancellationToken cancellationToken)
    {
        // After acceptance users have written to the new version: going back would lose that.
        if (!_run.Options.AutomaticRollback || State == RunState.Accepted)
            throw new HopguardException($"{failed.What}. Nothing was rolled back", failed.Remedy ?? $"Continue with: {_hints.Continue}");

        try
        {
            await RollBackAsync($"step '{stepId}' failed: {failed.What}", cancellationToken);
        }
        catch (HopguardException stopped)
        {
            throw new HopguardException($"{failed.What}. The rollback stopped before its end: {stopped.Message}", stopped.Remedy ?? $"Take it up again with: {_hints.RollBack}", stopped);
        }

        throw new HopguardException($"{failed.What}. Version {_run.Start.Before.Version} is running again, verified", failed.Remedy);
    }
}
