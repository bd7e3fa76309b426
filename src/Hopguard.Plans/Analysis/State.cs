using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

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

    /// <summary>Trials by name; a promoted or discarded one is gone.</summary>
    public ImmutableDictionary<string, TrialState> Trials { get; init; } = ImmutableDictionary<string, TrialState>.Empty;

    /// <summary>Services that run, with the step that started them; null for those that ran when the plan began.</summary>
    public required ImmutableDictionary<string, Step?> Running { get; init; }

    /// <summary>The release whose source tree is deployed; null where it is not known.</summary>
    public required Release? Deployed { get; init; }

    /// <summary>The first step that stopped a service or took data away; null as long as nothing was touched.</summary>
    public Step? Touched { get; init; }

    /// <summary>The last step that stopped a service.</summary>
    public Step? Stopped { get; init; }

    /// <summary>The step with which the operator closed the way back.</summary>
    public Step? Accepted { get; init; }

    /// <summary>The copies that hold a store.</summary>
    public IEnumerable<CopyState> CopiesOf(string store) => Copies.Values.Where(copy => copy.Parts.ContainsKey(store));

    /// <summary>The same state with one store changed; unknown names change nothing.</summary>
    public State With(string store, Func<StoreState, StoreState> change) =>
        Stores.TryGetValue(store, out var current) ? this with { Stores = Stores.SetItem(store, change(current)) } : this;
}
