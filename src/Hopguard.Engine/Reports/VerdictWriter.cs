using Hopguard.Engine.Runs;

namespace Hopguard.Engine.Reports;

/// <summary>Answers the operator's three questions: what happened, what state is everything in now, what to type next.</summary>
internal sealed class VerdictWriter(RunRecord run, CommandHints hints)
{
    private readonly RunHistory _history = run.History;

    private string Work => run.Plan.To is null ? $"procedure '{run.Plan.Procedure}'" : "upgrade";

    private string Before => $"version {run.Start.Before.Version}";

    public RunVerdict Write() => run.State switch
    {
        RunState.Finished when run.Plan.To is null => new($"Procedure '{run.Plan.Procedure}' is done", $"{Before} runs, its copies are verified", [hints.Status], true),
        RunState.Finished => new($"{run.Application.Title} was upgraded to {run.Plan.To} and accepted", "The new version runs, and nothing is left to do", [hints.Status], true),
        RunState.Accepted when _history.FailedStep is { } step => new(
            $"{run.Application.Title} was upgraded to {run.Plan.To} and accepted, but step '{step}' failed: {_history.LastFailure?.What}",
            "The new version runs; what was retired may be kept in part", Remedies(hints.DeleteRetired), false),
        RunState.Accepted => new(
            $"{run.Application.Title} was upgraded to {run.Plan.To} and accepted", "What was retired is kept and can be deleted", [hints.DeleteRetired], true),
        RunState.AwaitingAcceptance => new(
            $"{run.Application.Title} was upgraded to {run.Plan.To} and verified", $"The new version runs; the old data is kept and the way back to {Before} is open",
            [$"to accept:    {hints.Accept}", $"to roll back: {hints.RollBack}"], true),
        RunState.RolledBack when _history.RollbackAskedFor => new(
            $"The {Work} was rolled back, as asked for", $"{Capital(Before)} runs, verified; the copies of this run are kept", [hints.Status], true),
        RunState.RolledBack => new(
            $"The {Work} was rolled back: {_history.RollbackReason}", $"{Capital(Before)} runs, verified; the copies of this run are kept",
            _history.StepRemedy is { } remedy ? [remedy, hints.Continue] : [hints.Continue], false),
        RunState.RollingBack => new(
            $"The rollback stopped before its end: {_history.RollbackFailure ?? "it was interrupted"}", "Every store's data is kept, in place or aside; nothing was deleted",
            _history.RollbackFailure is null ? [hints.RollBack] : Remedies(hints.RollBack), false),
        RunState.Failed => new(
            $"Step '{_history.LastFailure?.StepId}' failed: {_history.LastFailure?.What}", "Nothing was rolled back; the old data is kept",
            Remedies($"to continue:  {hints.Continue}", $"to roll back: {hints.RollBack}"), false),
        RunState.Open => WriteOpen(),
        _ => throw new InvalidOperationException($"Unknown state {run.State}"),
    };

    private RunVerdict WriteOpen()
    {
        var doubtful = run.Plan.Steps.FirstOrDefault(step => _history.Status(step.Id) == StepStatus.InDoubt);
        var happened = doubtful is null ? "The run stopped between two steps" : $"The run was interrupted in step '{doubtful.Id}'";
        return new RunVerdict(
            happened, "Nothing is lost: the old data is in place or kept aside, and finished copies stay",
            [$"to continue:  {hints.Continue}", $"to roll back: {hints.RollBack}"], doubtful is null);
    }

    private string[] Remedies(params string[] commands) => _history.LastFailure?.Remedy is { } remedy ? [remedy, .. commands] : commands;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
