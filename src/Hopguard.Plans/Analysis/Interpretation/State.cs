using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>
/// What is known between two steps of a plan, whatever the deployment: where every store's data lives, what runs, and what has been promised. Computed once and
/// asked by all rules.
/// </summary>
public sealed record State
{
    /// <summary>Stores by name.</summary>
    public required ImmutableDictionary<string, StoreState> Stores { get; init; }

    /// <summary>Copies by name.</summary>
    public ImmutableDictionary<string, CopyState> Copies { get; init; } = ImmutableDictionary<string, CopyState>.Empty;

    /// <summary>Copies by the store whose volume keeps them; those that went with it are gone from here.</summary>
    public ImmutableDictionary<string, ImmutableList<string>> CopiesKeptIn { get; init; } = ImmutableDictionary<string, ImmutableList<string>>.Empty;

    /// <summary>Trials by name; a promoted or discarded one is gone.</summary>
    public ImmutableDictionary<string, TrialState> Trials { get; init; } = ImmutableDictionary<string, TrialState>.Empty;

    /// <summary>Services that run.</summary>
    public required ImmutableDictionary<string, RunningService> Running { get; init; }

    /// <summary>The release whose source tree is deployed; null where it is not known.</summary>
    public required Release? Deployed { get; init; }

    /// <summary>Source trees beside the deployed one by name, each with the release it is of; null where that is not known.</summary>
    public ImmutableDictionary<string, Release?> Trees { get; init; } = ImmutableDictionary<string, Release?>.Empty;

    /// <summary>What the plan has changed of compose's environment by now, by variable.</summary>
    public ImmutableDictionary<string, Setting> Settings { get; init; } = ImmutableDictionary<string, Setting>.Empty;

    /// <summary>The first step that acted on containers of the deployment: what was set before it, it met already.</summary>
    public Step? Met { get; init; }

    /// <summary>The first step that stopped a service or took data away; null as long as nothing was touched.</summary>
    public Step? Touched { get; init; }

    /// <summary>The last step that stopped a service.</summary>
    public Step? Stopped { get; init; }

    /// <summary>The step that put another source tree in the deployment's place.</summary>
    public Step? Switched { get; init; }

    /// <summary>The step that made the images of the new version present.</summary>
    public Step? Pulled { get; init; }

    /// <summary>The step that waited for the migrations of the new version.</summary>
    public Step? Migrated { get; init; }

    /// <summary>The step with which the operator closed the way back.</summary>
    public Step? Accepted { get; init; }

    /// <summary>The copy that speaks best for a store: the verified one of the latest epoch, else the newest that still exists; null when there is none.</summary>
    public CopyState? BestCopyOf(StoreState store) =>
        (store.LatestVerifiedCopy ?? store.LatestCopy) is { } name && Copies[name] is { GoneWith: null } copy ? copy : null;

    /// <summary>A service that runs, in a release that has a store; null where it does not run, or runs on another store that replaces it or is replaced by it.</summary>
    public RunningService? RunsOn(string service, Store store) => Running.TryGetValue(service, out var running) && store.IsIn(running.Release?.Version) ? running : null;

    /// <summary>The same state with one store changed; unknown names change nothing.</summary>
    public State With(string store, Func<StoreState, StoreState> change) =>
        Stores.TryGetValue(store, out var current) ? this with { Stores = Stores.SetItem(store, change(current)) } : this;
}
