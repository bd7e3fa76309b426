using Hopguard.Engine.Journals;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Reports;

/// <summary>Answers the operator's three questions: what happened, what state is everything in now, what to type next.</summary>
internal sealed class OutcomeWriter(RunRecord run, CommandHints hints)
{
    private readonly RunHistory _history = run.History;
    private readonly IReadOnlyList<DamagedCopy> _damaged = DamagedCopy.Of(run);

    /// <summary>Whether the call is the rollback.</summary>
    public bool IsRollbackTyped { get; init; }

    private string Work => run.Plan.To is null ? $"procedure '{run.Plan.Procedure}'" : "upgrade";

    private string Before => $"version {run.Start.Before.Version}";

    // Where the way back ends: the beginning of the route, or of the part of it that is not accepted.
    private string FirstVersion => (run.Behind.LastOrDefault()?.Start ?? run.Start).Before.Version;

    private string Start => run.Start.Base is { } majors ? $"PostgreSQL {majors.From}" : $"version {FirstVersion}";

    private string Goal => run.Start.Base is { } majors ? $"PostgreSQL {majors.To}" : $"{run.Plan.To}";

    // What the way back would restore from is worth nothing while it is damaged; a rollback that finds nothing to restore does without it.
    private string WayBack => _damaged.FirstOrDefault(copy => copy.IsNeededForWayBack) is { } copy && run.State != RunState.Accepted
        ? $"the way back to {Start} is open only where nothing was changed since, because copy '{copy.Name}' is damaged"
        : $"the way back to {Start} is open";

    private IEnumerable<string> Mendings => _damaged.Where(copy => copy.IsNeededForWayBack && run.State is RunState.AwaitingAcceptance or RunState.Failed or RunState.RollingBack)
        .Select(copy => $"before a rollback: put the files of copy '{copy.Name}' back into '{copy.Folder}' where there is another copy of them");

    private IEnumerable<string> WaysBack => run.Behind.SkipLast(1).Select(hop => hop.Start!).Prepend(run.Start).Select(start => start.Before.Version).Where(version => version != FirstVersion)
        .Select(version => $"to roll back to {version}: {hints.RollBack} --to-stop={version}").Prepend($"to roll back: {hints.RollBack}");

    /// <summary>The verdict; about a failure that the journal does not have (a refusal), when the call met one.</summary>
    public RunVerdict Write(HopguardException? failure)
    {
        var verdict = Write();
        if (failure is not null && !IsTold(failure, verdict))
            verdict = new RunVerdict(failure.Message, StateAfter(verdict), NextAfter(failure, verdict), Success: false);

        return verdict with { State = DamagedCopy.AddTo(verdict.State, _damaged), Next = [.. Mendings, .. verdict.Next] };
    }

    private bool IsTold(HopguardException failure, RunVerdict verdict) => !verdict.Success
        && new[] { _history.LastFailure?.What, _history.RollbackReason }.OfType<string>().Any(what => failure.Message.Contains(what, StringComparison.Ordinal));

    // A rollback that was refused may have found that there is nothing to go back to.
    private string StateAfter(RunVerdict verdict) => IsRollbackTyped && run.State == RunState.AwaitingAcceptance ? "The new version runs, and nothing was rolled back" : verdict.State;

    // Behind an error nobody expects a command that deletes what may be needed because of it.
    private IReadOnlyList<string> NextAfter(HopguardException failure, RunVerdict verdict)
    {
        IReadOnlyList<string> commands = run.State is RunState.Accepted or RunState.Finished ? [hints.Status] : verdict.Next;
        return [.. failure.Next, .. commands.Except(failure.Commands, StringComparer.Ordinal)];
    }

    private RunVerdict Write() => run.State switch
    {
        RunState.Finished when run.Plan.To is null && IsAccepted => new($"Procedure '{run.Plan.Procedure}' is done and accepted", $"{Before} runs, and nothing is left to do", [hints.Status], true),
        RunState.Finished when run.Plan.To is null && HasCopy && hints.Restore is { } restore => new(
            $"Procedure '{run.Plan.Procedure}' is done", $"{Before} runs, its copies are verified and complete, and lie in '{run.Folder.Path}'", [hints.Status, $"to restore:   {restore(run.Folder.Path)}"], true),
        RunState.Finished when run.Plan.To is null => new($"Procedure '{run.Plan.Procedure}' is done", $"{Before} runs, its copies are verified", [hints.Status], true),
        RunState.Finished => new($"{run.Application.Title} was upgraded to {Goal} and accepted", "The new version runs, and nothing is left to do", [hints.Status], true),
        RunState.Accepted when run.Plan.To is null && _history.FailedStep is { } step => new(
            $"Procedure '{run.Plan.Procedure}' is done and accepted, but step '{step}' failed: {_history.LastFailure?.What}",
            $"{Before} runs; what was put aside may be kept in part", Remedies(hints.DeleteRetired), false),
        RunState.Accepted when run.Plan.To is null => new(
            $"Procedure '{run.Plan.Procedure}' is done and accepted", "What was put aside is kept and can be deleted", [hints.DeleteRetired], true),
        RunState.Accepted when _history.FailedStep is { } step => new(
            $"{run.Application.Title} was upgraded to {Goal} and accepted, but step '{step}' failed: {_history.LastFailure?.What}",
            "The new version runs; what was retired may be kept in part", Remedies(hints.DeleteRetired), false),
        RunState.Accepted => new(
            $"{run.Application.Title} was upgraded to {Goal} and accepted", "What was retired is kept and can be deleted", [hints.DeleteRetired], true),
        RunState.AwaitingAcceptance when run.Plan.To is null => new(
            $"Procedure '{run.Plan.Procedure}' is done and verified", $"{Before} runs with what it brought; what was there before is kept, and the way back to it is open",
            [$"to accept:    {hints.Accept}", .. WaysBack], true),
        RunState.AwaitingAcceptance when run.Start.Route is { IsLast: false } route => new(
            $"{run.Application.Title} was upgraded to {Goal}, a stop on the way to {route.To}, and verified", $"The new version runs; the old data is kept and {WayBack}",
            [$"to continue:  {hints.Continue}", .. WaysBack], true),
        RunState.AwaitingAcceptance => new(
            $"{run.Application.Title} was upgraded to {Goal} and verified", $"The new version runs; the old data is kept and {WayBack}",
            [$"to accept:    {hints.Accept}", .. WaysBack], true),
        RunState.RolledBack when run.Behind.Any() && (_history.RollbackAskedFor || IsRollbackTyped) => new(
            $"The {Work} was rolled back to {run.Start.Before.Version}, a stop of the route, as asked for", Running, [$"to continue:  {hints.Continue}", $"to roll back: {hints.RollBack}"], true),
        RunState.RolledBack when _history.RollbackAskedFor => new(
            $"The {Work} was rolled back, as asked for", Running, [hints.Status], true),
        RunState.RolledBack when IsRollbackTyped => new(
            $"The {Work} was rolled back, as asked for; the rollback had begun because {_history.RollbackReason}", Running, NextAttempt, true),
        RunState.RolledBack when !_history.HasTouchedDeployment(run.Plan) && !run.Behind.Any() => new(
            $"The {Work} ended before it changed the deployment: {_history.RollbackReason}", Running, NextAttempt, false),
        RunState.RolledBack => new(
            $"The {Work} was rolled back: {_history.RollbackReason}", Running, run.Behind.Any() ? [.. NextAttempt, $"to roll back to {FirstVersion}: {hints.RollBack}"] : NextAttempt, false),
        RunState.RollingBack when !_history.RollbackAskedFor => new(
            $"The rollback stopped before its end: {_history.RollbackFailure ?? "it was interrupted"}; it had begun because {_history.RollbackReason}", $"{Service}; every store's data is kept, in place or aside, and nothing was deleted",
            _history.RollbackFailure is null ? [hints.RollBack] : Remedies(hints.RollBack), false),
        RunState.RollingBack => new(
            $"The rollback stopped before its end: {_history.RollbackFailure ?? "it was interrupted"}", $"{Service}; every store's data is kept, in place or aside, and nothing was deleted",
            _history.RollbackFailure is null ? [hints.RollBack] : Remedies(hints.RollBack), false),
        RunState.Failed when run.Plan.Steps.Any(step => step is Accept && step.Id == _history.LastFailure?.StepId) => new(
            $"{_history.LastFailure?.What}", $"Nothing was accepted and nothing rolled back: all data is in place, and {WayBack}",
            Remedies($"to accept:    {hints.Accept}", $"to roll back: {hints.RollBack}"), false),
        RunState.Failed => new(
            $"Step '{_history.LastFailure?.StepId}' failed: {_history.LastFailure?.What}", $"{Service}; nothing was rolled back, and the old data is kept",
            Remedies($"to continue:  {hints.Continue}", $"to roll back: {hints.RollBack}"), false),
        RunState.Open => WriteOpen(),
        _ => throw new InvalidOperationException($"Unknown state {run.State}"),
    };

    private RunVerdict WriteOpen()
    {
        var doubtful = run.Plan.Steps.FirstOrDefault(step => _history.Status(step.Id) == StepStatus.InDoubt);
        var happened = doubtful is null ? "The run stopped between two steps"
            : IsPrepared(doubtful) ? $"The run was interrupted before its stop, while step '{doubtful.Id}' was prepared"
            : $"The run was interrupted in step '{doubtful.Id}'";
        return new RunVerdict(
            happened,
            HasCopy ? $"{Service}; nothing is lost: the old data is in place or kept aside, and finished copies stay" : $"{Service}; nothing is lost: the old data is in place or kept aside",
            [$"to continue:  {hints.Continue}", $"to roll back: {hints.RollBack}"], doubtful is null);
    }

    // Steps behind a stop are begun before it, while the application serves.
    private bool IsPrepared(Step step) => run.Plan.Steps.TakeWhile(other => other != step).OfType<StopServices>().Any(stop => _history.Begun(stop.Id) is null);

    // What the journal says of the application: whoever was interrupted has to know first whether users have an answer.
    private string Service => _history.Service(run.Plan) switch
    {
        ServiceState.NotStopped => $"{run.Application.Title} was not stopped",
        ServiceState.Down => $"{run.Application.Title} is down",
        _ => $"{run.Application.Title} was started again",
    };

    private string Running => (_history.HasTouchedDeployment(run.Plan), HasCopy) switch
    {
        (false, _) => $"{Capital(Before)} was not stopped and runs, verified",
        (_, true) => $"{Capital(Before)} is running again, verified; the copies of this run are kept",
        _ => $"{Capital(Before)} is running again, verified",
    };

    private bool IsAccepted => run.Plan.Steps.Any(step => step is Accept);

    private bool HasCopy => run.CompletedCopies.Any();

    // The remedy was said while the step stood still; by now the version before runs again, and nothing has to be done for that.
    private string[] NextAttempt => _history.StepRemedy is { } remedy ? [$"before the next attempt: {remedy}", hints.Continue] : [hints.Continue];

    private string[] Remedies(params string[] commands) => _history.LastFailure?.Remedy is { } remedy ? [remedy, .. commands] : commands;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
