using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>One execution of a plan against a deployment: its journal, its folder, and what handlers are told.</summary>
public sealed class Run(RunServices services, Application application, Plan plan, RunOptions options, RunFolder folder, Journal journal)
{
    /// <summary>The application.</summary>
    public Application Application => application;

    /// <summary>The plan.</summary>
    public Plan Plan => plan;

    /// <summary>The operator's wishes.</summary>
    public RunOptions Options => options;

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => folder;

    /// <summary>The journal.</summary>
    public Journal Journal => journal;

    /// <summary>The evidence.</summary>
    public EvidenceStore Evidence { get; } = new(folder);

    /// <summary>What the journal says now.</summary>
    public RunHistory History => new(journal.Entries);

    /// <summary>The first record.</summary>
    public JournalEntry.RunStarted Start { get; } = new RunHistory(journal.Entries).Start
        ?? throw new InvalidOperationException("A run is made after its first record was written");

    /// <summary>Where the run stands.</summary>
    public RunState State => History.State();

    /// <summary>What a handler is told about the run for this step.</summary>
    public StepContext ContextFor(Step step) => new()
    {
        RunId = Start.RunId,
        Application = application,
        Plan = plan,
        Options = options,
        Before = Start.Before,
        Folder = folder,
        Evidence = Evidence,
        Memory = new JournaledMemory(journal, step.Id),
        Progress = new Reporter(services.Observer, step.Id),
        Log = line => services.Observer.On(new RunEvent.StepLogged(step.Id, line)),
        Clock = services.Clock,
        HasBegun = other => History.BeganAt(other.Id) is not null,
    };

    private sealed class JournaledMemory(Journal journal, string stepId) : StepMemory
    {
        public override string? Recall(string key) => new RunHistory(journal.Entries).Recall(stepId, key);

        public override void Remember(string key, string text) => journal.Append(new JournalEntry.Remembered(stepId, key, text));
    }

    // Progress<T> would post to the thread pool and could overtake the end of the step.
    private sealed class Reporter(IRunObserver observer, string stepId) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => observer.On(new RunEvent.StepProgressed(stepId, value));
    }
}
