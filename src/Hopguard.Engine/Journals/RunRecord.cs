using Hopguard.Engine.Evidence;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Journals;

/// <summary>A run as it is written down: what a report is made from, whether this process works on the run or only looks at it.</summary>
/// <param name="Application">The application.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="History">What the journal says.</param>
public sealed record RunRecord(Application Application, Plan Plan, RunFolder Folder, RunHistory History)
{
    /// <summary>The runs of the hops of its route, itself among them, oldest first; empty for a run that is of none.</summary>
    public IReadOnlyList<RunHistory> Route { get; init; } = [];

    /// <summary>The runs before it on its route that are neither over nor accepted, newest first: the way back leads over them.</summary>
    public IEnumerable<RunHistory> Behind => Start.Route is not { } place ? [] : Route
        .Where(other => other.Start!.Route!.Hop < place.Hop && other.EndedAt is null && other.State() != RunState.Accepted).OrderByDescending(other => other.Start!.Route!.Hop);

    /// <summary>The first record.</summary>
    public JournalEntry.RunStarted Start => History.Start ?? throw new InvalidOperationException("A run without a first record is not listed");

    /// <summary>Where the run stands.</summary>
    public RunState State => History.State();

    /// <summary>What the run wrote down beside its journal, about copies and comparisons.</summary>
    public EvidenceStore Evidence { get; } = new(Folder);

    /// <summary>The names of the copies that the run took and completed, in the order of its plan.</summary>
    public IEnumerable<string> CompletedCopies =>
        Plan.Steps.SelectMany(step => step.Effects).OfType<TakesCopy>().Select(effect => effect.As.Text).Distinct(StringComparer.Ordinal).Where(Evidence.HasCopy);
}
