using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>One execution of a plan against a deployment: its journal, its folder, and what handlers are told.</summary>
public sealed class Run(RunServices services, Application application, Plan plan, RunOptions options, RunFolder folder, Journal journal)
{
    /// <summary>What is upgraded.</summary>
    public Application Application => application;

    /// <summary>The plan that the run was begun with.</summary>
    public Plan Plan => plan;

    /// <summary>The operator's wishes: those of this call, and where it says nothing what earlier calls that worked on the run said of how it is done.</summary>
    public RunOptions Options { get; } = options.ContinuedFrom(new RunHistory(journal.Entries).TypedEver);

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => folder;

    /// <summary>What was done, open for more: it is written before and after every action.</summary>
    public Journal Journal => journal;

    /// <summary>The hops that come behind this one on its route.</summary>
    public IReadOnlyList<Plan> LaterHops { get; init; } = [];

    /// <summary>What is known about copies, trials and comparisons of this run.</summary>
    public EvidenceStore Evidence { get; } = new(folder);

    /// <summary>What the journal says now.</summary>
    public RunHistory History => new(journal.Entries);

    /// <summary>The first record.</summary>
    public JournalEntry.RunStarted Start { get; } = new RunHistory(journal.Entries).Start
        ?? throw new InvalidOperationException("A run is made after its first record was written");

    /// <summary>Where the run stands.</summary>
    public RunState State => History.State();

    /// <summary>The handler of a step on this kind of deployment.</summary>
    /// <exception cref="HopguardException">No project of this build can do that: another build began the run.</exception>
    internal IStepHandler HandlerOf(Step step) =>
        services.Handlers.Find(application.Deployment, step) ?? throw new HopguardException($"Step '{step.Id}' cannot be done: no handler for its kind is installed");

    /// <summary>How the work of a step begins before its turn; null where it cannot.</summary>
    internal IEarlyWork? FindEarlyWork(Step step) => services.Handlers.Find(application.Deployment, step) as IEarlyWork;

    /// <summary>How a step is prepared while the application still serves; null where it cannot.</summary>
    internal IPreparation? FindPreparation(Step step) => services.Handlers.Find(application.Deployment, step) as IPreparation;

    /// <summary>What a handler is told about the run for this step.</summary>
    public StepContext ContextFor(Step step) => ContextFor(step, services.Observer);

    /// <summary>The same, with somebody else told of what the step says.</summary>
    internal StepContext ContextFor(Step step, IRunObserver observer) => new()
    {
        RunId = Start.RunId,
        Application = application,
        Plan = plan,
        Options = Options,
        Before = Start.Before,
        LaterHops = LaterHops,
        RouteId = Start.Route?.Id,
        Folder = folder,
        Evidence = Evidence,
        Memory = new JournaledMemory(journal, step.Id),
        Progress = new Reporter(observer, step.Id),
        Log = line => observer.On(new RunEvent.StepLogged(step.Id, line)),
        Warn = line => observer.On(new RunEvent.StepWarned(step.Id, line)),
        Clock = services.Clock,
        HasBegun = other => History.BeganAt(other.Id) is not null,
        Foresee = cancellationToken => ForeseeAsync(step, cancellationToken),
    };

    private async Task<IReadOnlyList<string>> ForeseeAsync(Step step, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var later in plan.Steps.SkipWhile(other => other != step).Skip(1))
        {
            try
            {
                problems.AddRange(await HandlerOf(later).ForeseeAsync(later, ContextFor(later), cancellationToken));
            }
            catch (HopguardException refusal)
            {
                problems.Add(refusal.Remedy is null ? refusal.Message : $"{refusal.Message} ({refusal.Remedy})");
            }
        }

        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

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
