using Hopguard.Engine.Evidence;
using Hopguard.Engine.Runs;

namespace Hopguard.Engine.Reports;

/// <summary>What a run did, for people: made from its journal and evidence, so that it can be made again at any time.</summary>
public sealed record RunReport
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The application's title.</summary>
    public required string Application { get; init; }

    /// <summary>The plan's id: <c>cvat-2.3.0</c>.</summary>
    public required string PlanId { get; init; }

    /// <summary>The plan's one line.</summary>
    public required string PlanSummary { get; init; }

    /// <summary>The version found when the run began.</summary>
    public required string From { get; init; }

    /// <summary>The version the plan leads to; null for a procedure.</summary>
    public string? To { get; init; }

    /// <summary>The compose project.</summary>
    public required string Project { get; init; }

    /// <summary>The deployment's folder.</summary>
    public required string Deployment { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the run stands.</summary>
    public required RunState State { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Steps in plan order, with what became of each.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>How long the application was down; null when it was never stopped. Still counting when it has not come back.</summary>
    public TimeSpan? Downtime { get; init; }

    /// <summary>Comparisons made, by step id.</summary>
    public required IReadOnlyDictionary<string, ComparisonEvidence> Comparisons { get; init; }

    /// <summary>What is kept where.</summary>
    public required IReadOnlyList<KeptItem> Kept { get; init; }

    /// <summary>What happened, what state everything is in, what to type next.</summary>
    public required RunVerdict Verdict { get; init; }
}

/// <summary>What became of a step.</summary>
/// <param name="Id">The step.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Duration">Time spent in it over all attempts.</param>
/// <param name="Summary">Its one line.</param>
public sealed record StepReport(string Id, StepStatus Status, TimeSpan Duration, string Summary);

/// <summary>What became of a step.</summary>
public enum StepStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Begun; whether it happened is not known.</summary>
    InDoubt,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Waiting for the operator.</summary>
    Waiting,

    /// <summary>Undone by a rollback.</summary>
    Undone,
}

/// <summary>Something kept.</summary>
/// <param name="What">A copy, the old source tree, a retired volume, evidence.</param>
/// <param name="Where">A path or a volume's name.</param>
/// <param name="Size">Bytes, or null when not measured.</param>
public sealed record KeptItem(string What, string Where, long? Size);

/// <summary>The three answers an operator needs.</summary>
/// <param name="Happened">What happened, in one sentence.</param>
/// <param name="State">What state everything is in now.</param>
/// <param name="Next">What to type next, command lines included.</param>
/// <param name="Success">Whether the run did what was asked.</param>
public sealed record RunVerdict(string Happened, string State, IReadOnlyList<string> Next, bool Success);
