using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Reports;

/// <summary>Something that happens in a run, for those who watch.</summary>
public abstract record RunEvent
{
    /// <summary>A run began, or continues after an interruption.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Title">What it does: <c>Notes 2.2.0 -> 2.3.0 of project 'notes'</c>.</param>
    /// <param name="Folder">Its folder.</param>
    /// <param name="Resumed">Whether an earlier process began it.</param>
    /// <param name="DoneSteps">Steps already done.</param>
    /// <param name="TotalSteps">Steps in all.</param>
    public sealed record RunOpened(string RunId, string Title, string Folder, bool Resumed, int DoneSteps, int TotalSteps) : RunEvent;

    /// <summary>Others than its owner may write to the state folder, which somebody made with that mode.</summary>
    public sealed record StateFolderShared(string Folder) : RunEvent;

    /// <summary>A step begins; <paramref name="Number"/> counts from 1.</summary>
    public sealed record StepStarted(string StepId, int Number, int Total, string Description) : RunEvent;

    /// <summary>What can be done for a later step while the application still serves begins.</summary>
    public sealed record PreparationStarted(string StepId, string Description) : RunEvent;

    /// <summary>It is done; the summary is null where there is nothing to tell.</summary>
    public sealed record PreparationFinished(string StepId, string? Summary, TimeSpan Duration) : RunEvent;

    /// <summary>A step goes on.</summary>
    public sealed record StepProgressed(string StepId, StepProgress Progress) : RunEvent;

    /// <summary>A line of a step's log.</summary>
    public sealed record StepLogged(string StepId, string Line) : RunEvent;

    /// <summary>A step found what hinders nothing and what whoever runs it has to know: something that will be lost, or that somebody should see to.</summary>
    public sealed record StepWarned(string StepId, string Line) : RunEvent;

    /// <summary>A step is done.</summary>
    public sealed record StepFinished(string StepId, string Summary, TimeSpan Duration) : RunEvent;

    /// <summary>A step was done before this process began.</summary>
    public sealed record StepSkipped(string StepId, int Number, int Total, string Why) : RunEvent;

    /// <summary>A step waits for the operator.</summary>
    public sealed record StepWaits(string StepId, string For) : RunEvent;

    /// <summary>A step failed.</summary>
    public sealed record StepFailed(string StepId, string What, string? Remedy, TimeSpan Duration) : RunEvent;

    /// <summary>Users have no answer any more.</summary>
    /// <param name="Application">The application's title.</param>
    /// <param name="At">When it gave its last answer.</param>
    public sealed record OutageBegan(string Application, DateTimeOffset At) : RunEvent;

    /// <summary>Users have an answer again.</summary>
    /// <param name="Application">The application's title.</param>
    /// <param name="Length">How long they had none; null when that is not known.</param>
    /// <param name="Unproved">The new version that answers but is not verified yet: it may do so without its migrations. Null where nothing is left to prove.</param>
    public sealed record OutageEnded(string Application, TimeSpan? Length, string? Unproved = null) : RunEvent
    {
        /// <inheritdoc cref="Journals.Outage.IsAbout" />
        public bool IsAbout { get; init; }
    }

    /// <summary>The engine does not answer any more, and the run waits for it.</summary>
    /// <param name="Trouble">What asking it brought.</param>
    /// <param name="Limit">How long it is waited for.</param>
    public sealed record EngineAwaited(string Trouble, TimeSpan Limit) : RunEvent;

    /// <summary>The way back begins.</summary>
    /// <param name="Why">What began it.</param>
    /// <param name="Steps">How many steps it undoes.</param>
    public sealed record RollbackStarted(string Why, int Steps) : RunEvent
    {
        /// <summary>How many of them are undone already, where it was interrupted.</summary>
        public int Undone { get; init; }
    }

    /// <summary>A step is being undone.</summary>
    public sealed record UndoStarted(string StepId, int Number, int Total) : RunEvent;

    /// <summary>A step was undone.</summary>
    public sealed record StepUndone(string StepId, string Summary, TimeSpan Duration) : RunEvent;

    /// <summary>The process leaves the run, for whatever reason.</summary>
    public sealed record RunClosed(RunReport Report, bool GoesOn = false) : RunEvent;
}

/// <summary>Watches runs. Must not throw, and must return quickly.</summary>
public interface IRunObserver
{
    /// <summary>Something happened.</summary>
    void On(RunEvent runEvent);
}
