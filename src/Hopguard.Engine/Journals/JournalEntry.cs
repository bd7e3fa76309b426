using System.Text.Json.Serialization;
using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Journals;

/// <summary>One record of a run's journal. Written and flushed before the action it announces, or after the one it confirms.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(RunResumed), "run-resumed")]
[JsonDerivedType(typeof(StepStarted), "step-started")]
[JsonDerivedType(typeof(Remembered), "remembered")]
[JsonDerivedType(typeof(StepDone), "step-done")]
[JsonDerivedType(typeof(StepFailed), "step-failed")]
[JsonDerivedType(typeof(StepWaiting), "step-waiting")]
[JsonDerivedType(typeof(StepInDoubt), "step-in-doubt")]
[JsonDerivedType(typeof(RollbackStarted), "rollback-started")]
[JsonDerivedType(typeof(UndoStarted), "undo-started")]
[JsonDerivedType(typeof(StepUndone), "step-undone")]
[JsonDerivedType(typeof(UndoFailed), "undo-failed")]
[JsonDerivedType(typeof(RollbackUnverified), "rollback-unverified")]
[JsonDerivedType(typeof(RolledBack), "rolled-back")]
[JsonDerivedType(typeof(RunFinished), "run-finished")]
public abstract record JournalEntry
{
    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The same by the clock that nobody can set; null where the host has none, and in the records of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SteadyTime? Steady { get; init; }

    /// <summary>The first record: which plan runs against which deployment.</summary>
    public sealed record RunStarted(string RunId, string PlanId, string PlanHash, DeploymentSnapshot Before, string Owner) : JournalEntry
    {
        /// <inheritdoc cref="RunOptions.Typed"/>
        public IReadOnlyDictionary<string, string>? Typed { get; init; }

        /// <summary>The version that it leads to, where its plan serves many pairs of versions: the run stays with the pair that it was begun for. Null for any other plan.</summary>
        public string? To { get; init; }

        /// <summary>Between which majors of PostgreSQL it leads, where its plan keeps the version and changes those; null for any other plan.</summary>
        public BaseMajors? Base { get; init; }

        /// <summary>Where it stands on its route; null for a run that is not part of one with several hops.</summary>
        public RoutePlace? Route { get; init; }
    }

    /// <summary>Another process takes the run up again.</summary>
    public sealed record RunResumed(string Owner) : JournalEntry
    {
        /// <inheritdoc cref="RunOptions.Typed"/>
        public IReadOnlyDictionary<string, string>? Typed { get; init; }
    }

    /// <summary>A step is about to act.</summary>
    public sealed record StepStarted(string StepId) : JournalEntry;

    /// <summary>A step remembers something across a kill.</summary>
    public sealed record Remembered(string StepId, string Key, string Text) : JournalEntry;

    /// <summary>A step's end state was reached.</summary>
    /// <param name="StepId">The step.</param>
    /// <param name="Summary">Its one line.</param>
    /// <param name="ClosesWayBack">Whether this was the operator's acceptance; part of this record, so that no kill can come between the two.</param>
    public sealed record StepDone(string StepId, string Summary, bool ClosesWayBack = false) : JournalEntry;

    /// <summary>A step could not reach its end state.</summary>
    public sealed record StepFailed(string StepId, string What, string? Remedy) : JournalEntry
    {
        /// <inheritdoc cref="HopguardException.AfterRollback" />
        public string? AfterRollback { get; init; }
    }

    /// <summary>A step waits for the operator's word.</summary>
    public sealed record StepWaiting(string StepId, string For) : JournalEntry;

    /// <summary>A step was interrupted by a signal.</summary>
    public sealed record StepInDoubt(string StepId, string Why) : JournalEntry;

    /// <summary>The way back begins.</summary>
    public sealed record RollbackStarted(string Why) : JournalEntry
    {
        /// <summary>The reason of a rollback that nothing but the operator's wish began.</summary>
        public const string ByOperator = "asked for by the operator";
    }

    /// <summary>A step is about to be undone.</summary>
    public sealed record UndoStarted(string StepId) : JournalEntry;

    /// <summary>A step was undone.</summary>
    public sealed record StepUndone(string StepId, string Summary) : JournalEntry;

    /// <summary>A step could not be undone; the rollback stops there and can be taken up again.</summary>
    public sealed record UndoFailed(string StepId, string What, string? Remedy) : JournalEntry;

    /// <summary>Every step is undone, but the version before was not seen running as it ran before; the rollback can be taken up again.</summary>
    public sealed record RollbackUnverified(string What, string? Remedy) : JournalEntry;

    /// <summary>The version before is back and was verified.</summary>
    public sealed record RolledBack(string Version) : JournalEntry;

    /// <summary>Every step is done.</summary>
    public sealed record RunFinished : JournalEntry;
}
