using Hopguard.Engine.Journals;

namespace Hopguard.Engine.Reports;

/// <summary>The command lines an operator can type next, ready to be pasted: they name the same deployment and state as this process was given.</summary>
/// <param name="Continue">The same command again, with its source where the run has none yet.</param>
/// <param name="RollBack">The way back.</param>
/// <param name="Accept">The word that the new version stays.</param>
/// <param name="DeleteRetired">Acceptance, and deletion of what was retired.</param>
/// <param name="Status">A look at everything.</param>
public sealed record CommandHints(string Continue, string RollBack, string Accept, string DeleteRetired, string Status)
{
    /// <summary>What brings the backup in a folder back; null where the application has no procedure for that.</summary>
    public Func<string, string>? Restore { get; init; }

    /// <summary>The same commands for a run as it stands: what it has is not asked for again, and what it needs is named.</summary>
    public Func<RunHistory, CommandHints>? OfRun { get; init; }

    /// <summary>The commands for a run of this state folder, whatever its plan.</summary>
    public CommandHints For(RunHistory run) => OfRun?.Invoke(run) ?? this;

    /// <summary>What ends a run that is not over, each command after what it is for.</summary>
    public IReadOnlyList<string> WaysOut(RunHistory run) => run.State() switch
    {
        RunState.RollingBack => [$"to roll back: {RollBack}"],
        RunState.AwaitingAcceptance => [$"to accept:    {Accept}", $"to roll back: {RollBack}"],
        _ => [$"to continue:  {Continue}", $"to roll back: {RollBack}"],
    };

    /// <summary>The same commands for a plan by its id and for runs that are kept in another state folder.</summary>
    public Func<string, string, CommandHints>? Elsewhere { get; init; }

    /// <summary>What ends a run that another state folder keeps: by where it stands, where that can be read from here.</summary>
    /// <param name="planId">Its plan.</param>
    /// <param name="stateFolder">The folder.</param>
    /// <param name="run">The run; null where it cannot be read.</param>
    public IReadOnlyList<string> WaysOut(string planId, string stateFolder, RunHistory? run) => For(planId, stateFolder) is var there && run is not null
        ? there.WaysOut(run)
        : [$"to continue:  {there.Continue}", $"to roll back: {there.RollBack}"];

    /// <summary>The commands for a run of that plan whose state lies in that folder.</summary>
    public CommandHints For(string planId, string stateFolder) => Elsewhere?.Invoke(planId, stateFolder) ?? this;
}
