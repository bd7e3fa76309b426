using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Journals;

/// <summary>What a journal says: where the run stands and what became of each step. A pure fold over its records.</summary>
public sealed class RunHistory
{
    private readonly IReadOnlyList<JournalEntry> _entries;

    /// <summary>Reads the records of one run.</summary>
    public RunHistory(IReadOnlyList<JournalEntry> entries) => _entries = entries;

    /// <summary>Every record, oldest first.</summary>
    internal IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>The first record, or null while there is none.</summary>
    public JournalEntry.RunStarted? Start => _entries.OfType<JournalEntry.RunStarted>().FirstOrDefault();

    /// <summary>What was typed in the call in which a step was last done, by the option's name; nothing while it was not. What failed before proved nothing.</summary>
    public IReadOnlyDictionary<string, string> TypedFor(string stepId) =>
        TypedUntil(1 + _entries.ToList().FindLastIndex(entry => entry is JournalEntry.StepDone done && done.StepId == stepId));

    /// <summary>What was typed in the call that worked on the run last.</summary>
    public IReadOnlyDictionary<string, string> TypedLast => TypedUntil(_entries.Count);

    /// <summary>What was typed in any call that worked on the run, by the option's name: of each the value that was typed last.</summary>
    public IReadOnlyDictionary<string, string> TypedEver => _entries.Select(TypedIn).OfType<IReadOnlyDictionary<string, string>>().SelectMany(typed => typed)
        .GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(option => option.Key, option => option.Last().Value, StringComparer.Ordinal);

    /// <summary>The options of whose values steps found that they are wrong.</summary>
    public OptionDoubt Doubts => _entries.OfType<JournalEntry.Remembered>().Where(entry => entry.Key == RememberedDoubt.Key).GroupBy(entry => entry.StepId)
        .Aggregate(OptionDoubt.None, (all, step) => Enum.TryParse<OptionDoubt>(step.Last().Text, out var doubt) ? all | doubt : all);

    /// <summary>Whether a rollback was begun.</summary>
    public bool RollbackBegan => _entries.OfType<JournalEntry.RollbackStarted>().Any();

    /// <summary>Why the rollback began; null when it did not.</summary>
    public string? RollbackReason => _entries.OfType<JournalEntry.RollbackStarted>().LastOrDefault()?.Why;

    /// <summary>The last failure of a step or of an undo, or null.</summary>
    public (string StepId, string What, string? Remedy)? LastFailure => _entries
        .Select(entry => entry switch
        {
            JournalEntry.StepFailed failed => (failed.StepId, failed.What, failed.Remedy),
            JournalEntry.UndoFailed failed => (failed.StepId, failed.What, failed.Remedy),
            JournalEntry.RollbackUnverified failed => ("rollback", failed.What, failed.Remedy),
            _ => ((string StepId, string What, string? Remedy)?)null,
        })
        .LastOrDefault(failure => failure is not null);

    /// <summary>Whether the operator asked for the rollback; false while there is none.</summary>
    public bool RollbackAskedFor => RollbackReason == JournalEntry.RollbackStarted.ByOperator;

    /// <summary>What to do about the step that failed last once the version before runs again, undoing left aside; null where nothing is known, or left to do.</summary>
    public string? StepRemedy => _entries.OfType<JournalEntry.StepFailed>().LastOrDefault() is { } failed && (failed.AfterRollback ?? failed.Remedy) is { Length: > 0 } remedy ? remedy : null;

    /// <summary>Why the way back stopped before its end; null when it did not, or was only interrupted.</summary>
    public string? RollbackFailure => _entries.LastOrDefault(entry => entry is JournalEntry.RollbackStarted or JournalEntry.RunResumed or JournalEntry.UndoFailed or JournalEntry.RollbackUnverified) switch
    {
        JournalEntry.UndoFailed failed => failed.What,
        JournalEntry.RollbackUnverified failed => failed.What,
        _ => null,
    };

    /// <summary>The step whose failure is the last thing that happened, or null.</summary>
    public string? FailedStep => (_entries.LastOrDefault(IsAboutProgress) as JournalEntry.StepFailed)?.StepId;

    /// <summary>What the run waits for, where that is the last thing that happened; else null.</summary>
    public string? WaitsFor => (_entries.LastOrDefault(IsAboutProgress) as JournalEntry.StepWaiting)?.For;

    /// <summary>When the run ended, one way or the other; null while it goes on.</summary>
    public DateTimeOffset? EndedAt => _entries.LastOrDefault(entry => entry is JournalEntry.RolledBack or JournalEntry.RunFinished)?.At;

    /// <summary>Where the run stands.</summary>
    public RunState State()
    {
        if (_entries.OfType<JournalEntry.RolledBack>().Any())
            return RunState.RolledBack;
        if (_entries.OfType<JournalEntry.RunFinished>().Any())
            return RunState.Finished;
        if (RollbackBegan)
            return RunState.RollingBack;
        if (_entries.OfType<JournalEntry.StepDone>().Any(done => done.ClosesWayBack))
            return RunState.Accepted;

        return _entries.LastOrDefault(IsAboutProgress) switch
        {
            JournalEntry.StepWaiting => RunState.AwaitingAcceptance,
            JournalEntry.StepFailed => RunState.Failed,
            _ => RunState.Open,
        };
    }

    /// <summary>What became of a step.</summary>
    public StepStatus Status(string stepId) => Last(stepId) switch
    {
        JournalEntry.StepDone => StepStatus.Done,
        JournalEntry.StepFailed or JournalEntry.UndoFailed => StepStatus.Failed,
        JournalEntry.StepWaiting => StepStatus.Waiting,
        JournalEntry.StepUndone => StepStatus.Undone,
        null => StepStatus.Pending,
        _ => StepStatus.InDoubt,
    };

    /// <summary>The last line that the journal has about a step.</summary>
    public string Summary(string stepId) => Last(stepId) switch
    {
        JournalEntry.StepDone done => done.Summary,
        JournalEntry.StepFailed failed => failed.What,
        JournalEntry.UndoFailed failed => failed.What,
        JournalEntry.StepWaiting waiting => waiting.For,
        JournalEntry.StepUndone undone => undone.Summary,
        JournalEntry.StepInDoubt doubt => doubt.Why,
        JournalEntry.StepStarted or JournalEntry.UndoStarted => "interrupted",
        _ => string.Empty,
    };

    /// <summary>What a step last remembered under a key, or null.</summary>
    public string? Recall(string stepId, string key) =>
        _entries.OfType<JournalEntry.Remembered>().LastOrDefault(entry => entry.StepId == stepId && entry.Key == key)?.Text;

    /// <summary>Everything remembered whose key begins with the prefix: key without the prefix, text.</summary>
    public IEnumerable<(string Key, string Text)> RecallAll(string prefix) =>
        from entry in _entries.OfType<JournalEntry.Remembered>()
        where entry.Key.StartsWith(prefix, StringComparison.Ordinal)
        select (entry.Key[prefix.Length..], entry.Text);

    /// <summary>When a step was first begun, or null.</summary>
    public DateTimeOffset? BeganAt(string stepId) => Begun(stepId)?.At;

    /// <summary>The record of a step's first beginning, or null.</summary>
    public JournalEntry.StepStarted? Begun(string stepId) => _entries.OfType<JournalEntry.StepStarted>().FirstOrDefault(entry => entry.StepId == stepId);

    /// <summary>When a step was last done, or null.</summary>
    public DateTimeOffset? DoneAt(string stepId) => _entries.OfType<JournalEntry.StepDone>().LastOrDefault(entry => entry.StepId == stepId)?.At;

    /// <summary>
    /// Whether a step of the plan began that does more than fetch, pull, look and make a trial or a copy beside the deployment: until then the version before serves as if
    /// nothing had happened.
    /// </summary>
    public bool HasTouchedDeployment(Plan plan) => plan.Steps.Any(step => BeganAt(step.Id) is not null && step is not (RestoreDatabase or BackUpVolumes) && !OnlyLooks(step));

    /// <summary>Whether no step of the plan was ever done, and none begun that does more than look.</summary>
    public bool HasDoneNothing(Plan plan) => !HasTouchedDeployment(plan) && !_entries.Any(entry => entry is JournalEntry.StepDone);

    /// <summary>What the run did with the application's services: down from the moment their stop begins until the plan's last start is done or the stop undone.</summary>
    public ServiceState Service(Plan plan)
    {
        var stops = plan.Steps.Where(step => step is StopServices or ComposeDown && BeganAt(step.Id) is not null).ToList();
        if (stops.Count == 0)
            return ServiceState.NotStopped;

        var isBack = stops.TrueForAll(step => Status(step.Id) == StepStatus.Undone) || plan.Steps.LastOrDefault(step => step is StartServices) is { } start && Status(start.Id) == StepStatus.Done;
        return isBack ? ServiceState.Started : ServiceState.Down;
    }

    /// <summary>When all of this was.</summary>
    public TimeLine TimeLine => TimeLine.Of(_entries);

    private IReadOnlyDictionary<string, string> TypedUntil(int count) => _entries.Take(count)
        .Select(TypedIn).OfType<IReadOnlyDictionary<string, string>>().LastOrDefault() ?? Nothing;

    // Of a call whose record says nothing of what was typed.
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, string>? TypedIn(JournalEntry entry) => entry switch
    {
        JournalEntry.RunStarted started => started.Typed ?? Nothing,
        JournalEntry.RunResumed resumed => resumed.Typed ?? Nothing,
        _ => null,
    };

    private static bool IsAboutProgress(JournalEntry entry) =>
        entry is JournalEntry.StepStarted or JournalEntry.StepDone or JournalEntry.StepFailed or JournalEntry.StepWaiting or JournalEntry.StepInDoubt;

    private JournalEntry? Last(string stepId) => _entries.LastOrDefault(entry => entry switch
    {
        JournalEntry.StepStarted record => record.StepId == stepId,
        JournalEntry.StepDone record => record.StepId == stepId,
        JournalEntry.StepFailed record => record.StepId == stepId,
        JournalEntry.StepWaiting record => record.StepId == stepId,
        JournalEntry.StepInDoubt record => record.StepId == stepId,
        JournalEntry.UndoStarted record => record.StepId == stepId,
        JournalEntry.StepUndone record => record.StepId == stepId,
        JournalEntry.UndoFailed record => record.StepId == stepId,
        _ => false,
    });

    private static bool OnlyLooks(Step step) =>
        step.Effects.ToList() is { Count: > 0 } effects && effects.TrueForAll(effect => effect is FetchesSource or ChecksTarget or ChecksSpace or PullsImages);
}
