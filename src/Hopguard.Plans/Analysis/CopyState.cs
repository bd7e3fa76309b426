using System.Collections.Immutable;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <summary>A copy of one or several stores.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="TakenBy">The step that took it.</param>
/// <param name="Parts">What it holds, by store.</param>
public sealed record CopyState(string Name, Step TakenBy, ImmutableDictionary<string, CopyPart> Parts)
{
    /// <summary>The step that proved it; null as long as none did.</summary>
    public Step? VerifiedBy { get; init; }

    /// <summary>Whether a store has not been written to since the copy was taken.</summary>
    public bool IsFresh(StoreState store) => Parts.TryGetValue(store.Store.Name, out var part) && part.Epoch == store.Epoch;
}

/// <summary>The part of a copy that holds one store.</summary>
/// <param name="Epoch">The store's epoch when the copy was taken.</param>
/// <param name="Writer">A writer that ran while it was taken, so that it was stale from birth; null when all were stopped.</param>
public sealed record CopyPart(int Epoch, string? Writer);
