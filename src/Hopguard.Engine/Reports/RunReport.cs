using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;

namespace Hopguard.Engine.Reports;

/// <summary>What a run did, for people: made from its journal and evidence, so that it can be made again at any time.</summary>
public sealed record RunReport
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The application's title.</summary>
    public required string Application { get; init; }

    /// <summary>The plan's id: <c>notes-2.3.0</c>.</summary>
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

    /// <summary>The outage that users felt; null when the application was never silent.</summary>
    public Outage? Outage { get; init; }

    /// <summary>Comparisons made, by step id.</summary>
    public required IReadOnlyDictionary<string, ComparisonEvidence> Comparisons { get; init; }

    /// <summary>What is kept where.</summary>
    public required IReadOnlyList<KeptItem> Kept { get; init; }

    /// <summary>What happened, what state everything is in, what to type next.</summary>
    public required RunVerdict Verdict { get; init; }
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
