using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>One process's work on one run, from taking the deployment's claim to letting it go. Opened by <see cref="RunOpener"/>.</summary>
public sealed class RunSession : IDisposable
{
    private readonly RunServices _services;
    private readonly DeploymentAccess _access;
    private readonly CommandHints _written;
    private readonly EarlierHops _earlier;
    private readonly List<Run> _opened = [];
    private Run _run;
    private OutageWatch _outage;
    private EarlyWork _early;
    private readonly ResumeCheck _resumed;
    private bool _isRollbackTyped;
    private bool _isHandedOver;

    internal RunSession(RunServices services, Run run, DeploymentAccess access, CommandHints hints, EarlierHops earlier)
    {
        _services = services;
        _run = run;
        _access = access;
        _written = hints;
        _earlier = earlier;
        _outage = new OutageWatch(services, run);
        _early = new EarlyWork(services, run);
        _resumed = new ResumeCheck(run);
        access.Claim.Awaits = (trouble, limit) => services.Observer.On(new RunEvent.EngineAwaited(trouble.Message, limit));
    }

    private CommandHints Hints => _written.For(_run.History);

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
            throw new HopguardException($"Run '{_run.Start.RunId}' was rolled back, and is over", "Repeat the command for a new attempt") { Commands = [Hints.Continue] };

        var step = _run.Plan.Steps.Single(candidate => candidate.Id == stepId);
        if (_run.Plan.Steps.TakeWhile(earlier => earlier != step).Any(earlier => _run.History.Status(earlier.Id) == StepStatus.Waiting))
            return;

        var wasDone = _run.History.Status(stepId) == StepStatus.Done;
        if (!wasDone)
            await _outage.BeginAsync();
        if (step is DeleteRetired && !wasDone && await _earlier.EndAsync(_run.Start, _access.Claim, cancellationToken) is var (kept, why))
            await FailAsync(kept, why, cancellationToken);
        var (ended, outcome, began) = await new StepRunner(_services, _run, _access.Claim, _early, _earlier, _resumed).RunAsync(step, cancellationToken);
        if (outcome is StepOutcome.Failed failed)
            await FailAsync(ended, failed, cancellationToken);
        if (wasDone)
            RecallStop(step);
        else if (outcome is StepOutcome.Done)
            TellOutage(step, began);

        if (_run.Plan.Steps.All(candidate => _run.History.Status(candidate.Id) == StepStatus.Done) && State != RunState.Finished)
            _run.Journal.Append(new JournalEntry.RunFinished());
    }

    /// <summary>The route that the run is a hop of; null where it is of none.</summary>
    public string? RouteId => _run.Start.Route?.Id;

    /// <summary>Whether the run has a step: of a plan for many pairs of versions, each hop has its own.</summary>
    public bool Has(string stepId) => _run.Plan.Steps.Any(step => step.Id == stepId);

    /// <summary>The hop that the run is about, for people: from which version to which.</summary>
    public string Hop => _run.Start.Base is { } majors ? $"PostgreSQL {majors.From} -> {majors.To}" : $"{_run.Start.Before.Version} -> {_run.Plan.To}";

    /// <summary>Puts the version before back, or goes on doing so: that of the route's beginning, or of the stop that the operator named.</summary>
    /// <exception cref="HopguardException">The new version was accepted, or a step could not be undone.</exception>
    public Task RollBackAsync(string why, CancellationToken cancellationToken)
    {
        _isRollbackTyped = true;
        return GoBackAsync(why, _earlier.Behind(_run.Start, _run.Options.ToStop), cancellationToken);
    }

    private async Task GoBackAsync(string why, IReadOnlyList<(RunFolder, RunHistory)> behind, CancellationToken cancellationToken)
    {
        if (State is RunState.Accepted or RunState.Finished)
        {
            throw new HopguardException(
                $"Run '{_run.Start.RunId}' was accepted, and writes of the new version would be lost by going back",
                $"Restore the copies kept in '{_run.Folder.Path}' by hand if that loss is wanted");
        }

        // What goes on early would make anew what the way back removes.
        await _early.StopAsync();
        if (State != RunState.RolledBack)
            await WalkBackAsync(why, behind, cancellationToken);
    }

    /// <summary>What the run did so far, for people.</summary>
    /// <param name="failure">Why the call that asks for it failed; null when it did not.</param>
    public RunReport Report(HopguardException? failure = null)
    {
        // What goes when the run is let go of is not told as kept.
        TidyWhenOver();
        var record = new RunRecord(_run.Application, _run.Plan, _run.Folder, _run.History) { Route = RunLibrary.Of(_run.Options).OfRoute(_run.Start.Route) };
        var report = new ReportBuilder(record, _written, _services.Clock, _services.Steady).Build(failure is null ? null : _services.Redactor.Redact(failure), _isRollbackTyped);
        return new KeptLook(_services.Host).OfAsync(report).GetAwaiter().GetResult();
    }

    /// <summary>Lets go of the run and keeps the deployment, for the next hop of the route: nobody else gets in between.</summary>
    internal DeploymentAccess HandOver()
    {
        LetGoOfRun();
        _isHandedOver = true;
        return _access;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isHandedOver)
            return;

        LetGoOfRun();
        foreach (var opened in _opened)
            opened.Journal.Dispose();

        // A hop that is over leaves those behind it waiting.
        _access.Claim.IsOver = State is RunState.RolledBack or RunState.Finished or RunState.Accepted && RunLibrary.Of(_run.Options).FindBlocking() is null;
        _access.Dispose();
    }

    private void LetGoOfRun()
    {
        _early.Dispose();
        _outage.Dispose();
        _run.Journal.Dispose();
        TidyWhenOver();
    }

    private void TidyWhenOver()
    {
        if (State is RunState.RolledBack or RunState.Finished or RunState.Accepted)
            _run.Folder.Tidy();
    }

    // All of the way is known to be open before any of it is taken, and written down before it is: newest first, so that what is written so far is a way that can be taken.
    private async Task WalkBackAsync(string why, IReadOnlyList<(RunFolder, RunHistory)> behind, CancellationToken cancellationToken)
    {
        _opened.AddRange(behind.Select(_earlier.Open));
        var way = _opened.Prepend(_run).Select(run => (Run: run, Runner: new RollbackRunner(_services, run, _access.Claim))).ToList();
        foreach (var (_, runner) in way)
            await runner.RequireWayBackAsync(cancellationToken);
        foreach (var (_, runner) in way)
            runner.Begin(why);
        foreach (var (run, runner) in way)
        {
            if (run != _run)
                GoOnWith(run);
            await _outage.BeginAsync();
            await runner.WalkAsync(cancellationToken);
            _outage.Serves();
        }
    }

    private void GoOnWith(Run run)
    {
        LetGoOfRun();
        (_run, _outage, _early) = (run, new OutageWatch(_services, run), new EarlyWork(_services, run));
    }

    // A procedure has no version to verify: its services serve when the last of them started.
    private Step? Serving => _run.Plan.Steps.LastOrDefault(one => one is VerifyVersion) ?? _run.Plan.Steps.LastOrDefault(one => one is StartServices);

    private void TellOutage(Step step, long began)
    {
        if (step is StopServices)
            _outage.Stopped(began);
        else if (step == Serving)
            _outage.Serves();
    }

    // A step of an earlier call says nothing about now, but a process that was killed right after it stopped the services left their outage without a record.
    private void RecallStop(Step step)
    {
        if (step is StopServices && Serving is { } serving && _run.History.Status(serving.Id) != StepStatus.Done && _run.History.Begun(step.Id) is { } stop)
            _outage.StoppedBefore(stop);
    }

    private async Task FinishRollbackAsync(CancellationToken cancellationToken)
    {
        await GoBackAsync("interrupted rollback", [.. _earlier.Of(_run.Start).TakeWhile(hop => hop.History.RollbackBegan)], cancellationToken);
        var why = _run.History.RollbackAskedFor ? "the operator asked for it" : _run.History.RollbackReason;
        throw new HopguardException(
            $"An interrupted rollback was brought to its end: version {_run.Start.Before.Version} is running again, verified. It began because {why}", "Repeat the command for a new attempt")
        { Commands = [Hints.Continue] };
    }

    private async Task FailAsync(Step step, StepOutcome.Failed failed, CancellationToken cancellationToken)
    {
        // Users work with the new version by now: what becomes of it is for the operator to say, both ways.
        if (step is Accept)
        {
            throw new HopguardException(
                $"{failed.What}. Nothing was accepted and nothing rolled back: all data is in place, and the way back to version {_run.Start.Before.Version} is open",
                failed.Remedy)
            { Commands = [$"to accept:    {Hints.Accept}", $"to roll back: {Hints.RollBack}"] };
        }

        // After acceptance users have written to the new version: going back would lose that.
        if (!_run.Options.AutomaticRollback || State == RunState.Accepted)
            throw new HopguardException($"{failed.What}. Nothing was rolled back", failed.Remedy ?? $"Continue with: {Hints.Continue}");

        try
        {
            // Only the hop that failed: the stop before it was verified, and whoever wants to go back farther can say so.
            await GoBackAsync($"step '{step.Id}' failed: {failed.What}", [], cancellationToken);
        }
        catch (HopguardException stopped)
        {
            throw new HopguardException($"{failed.What}. The rollback stopped before its end: {stopped.Message}", stopped.Remedy ?? $"Take it up again with: {Hints.RollBack}", stopped);
        }

        throw new HopguardException(
            _run.History.HasTouchedDeployment(_run.Plan)
                ? $"{failed.What}. Version {_run.Start.Before.Version} is running again, verified"
                : $"{failed.What}. Version {_run.Start.Before.Version} was not stopped and runs, verified",
            _run.History.StepRemedy);
    }
}
