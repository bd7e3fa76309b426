using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>A run as it is written down: what a report is made from, whether this process works on the run or only looks at it.</summary>
/// <param name="Application">The application.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="History">What the journal says.</param>
public sealed record RunRecord(Application Application, Plan Plan, RunFolder Folder, RunHistory History)
{
    /// <summary>The first record.</summary>
    public JournalEntry.RunStarted Start => History.Start ?? throw new InvalidOperationException("A run without a first record is not listed");

    /// <summary>Where the run stands.</summary>
    public RunState State => History.State();

    /// <summary>The evidence.</summary>
    public EvidenceStore Evidence { get; } = new(Folder);
}
