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

    /// <summary>The route that the run is a hop of; null where it is of none.</summary>
    public RouteReport? Route { get; init; }

    /// <summary>Steps in plan order, with what became of each.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>When each of them was worked on, and when users had no answer.</summary>
    public TimeLine TimeLine { get; init; } = TimeLine.Empty;

    /// <summary>The outage that users felt; null when the application was never silent.</summary>
    public Outage? Outage { get; init; }

    /// <summary>Since when the application has no answer for users, as the run knows it: it stopped the services and has not seen them answer since. Null where it does not know of it.</summary>
    public DateTimeOffset? DownSince { get; init; }

    /// <summary>Comparisons made, by step id.</summary>
    public required IReadOnlyDictionary<string, ComparisonEvidence> Comparisons { get; init; }

    /// <summary>What is kept where.</summary>
    public required IReadOnlyList<KeptItem> Kept { get; init; }

    /// <summary>What is kept and of no use to anybody here, in sentences that end with the command that removes it.</summary>
    public IEnumerable<string> Removals => Kept.Where(item => item.Removal is not null).GroupBy(item => item.Removal)
        .Select(unused => RemovalOf(unused.Key!, string.Join(' ', unused.SelectMany(item => item.Where.Split(KeptObjects.Separator)))));

    // What was rolled back is never asked to delete what was retired.
    private string RemovalOf(string command, string names) => State == RunState.RolledBack
        ? $"Of what is kept, this is used by nothing any more and held by no copy; where nobody misses it: {command} {names}"
        : $"Of what is kept, this is used by nothing any more and held by no copy, so --delete-retired leaves it; where nobody misses it: {command} {names}";

    /// <summary>The copies that were completed, as they were taken and proved.</summary>
    public IReadOnlyList<CopyEvidence> Copies { get; init; } = [];

    /// <summary>Copies that were found damaged since they were taken.</summary>
    public IReadOnlyList<DamagedCopy> Damaged { get; init; } = [];

    /// <summary>What happened, what state everything is in, what to type next.</summary>
    public required RunVerdict Verdict { get; init; }
}

/// <summary>A route of several hops, as seen from the run of one.</summary>
/// <param name="Id">The route's id.</param>
/// <param name="Hop">The hop of the run, counted from 1.</param>
/// <param name="Hops">All hops.</param>
/// <param name="Outage">What users felt over all runs of it so far; null when the application was never silent.</param>
public sealed record RouteReport(string Id, int Hop, IReadOnlyList<RouteHopReport> Hops, Outage? Outage);

/// <summary>A hop of a route.</summary>
/// <param name="From">The version that it starts from.</param>
/// <param name="To">The version that it leads to.</param>
/// <param name="RunId">Its newest run; null where none was begun.</param>
/// <param name="State">Where that stands.</param>
/// <param name="Outage">What users felt of that run.</param>
public sealed record RouteHopReport(string From, string To, string? RunId, RunState? State, Outage? Outage);

/// <summary>Something kept.</summary>
/// <param name="What">A copy, the old source tree, a retired volume, evidence.</param>
/// <param name="Where">A path or a volume's name.</param>
/// <param name="Size">Bytes, or null when not measured.</param>
public sealed record KeptItem(string What, string Where, long? Size)
{
    /// <summary>What stands before its names in the command that removes it; null for what is of use, or is deleted by a step.</summary>
    public string? Removal { get; init; }
}

/// <summary>The three answers an operator needs.</summary>
/// <param name="Happened">What happened, in one sentence.</param>
/// <param name="State">What state everything is in now.</param>
/// <param name="Next">What to type next, command lines included.</param>
/// <param name="Success">Whether the run did what was asked.</param>
public sealed record RunVerdict(string Happened, string State, IReadOnlyList<string> Next, bool Success);
