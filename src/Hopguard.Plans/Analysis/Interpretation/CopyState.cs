using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>A copy of one or several stores.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="TakenBy">The step that took it.</param>
/// <param name="Parts">What it holds, by store.</param>
public sealed record CopyState(string Name, Step TakenBy, ImmutableDictionary<string, CopyPart> Parts)
{
    /// <summary>The step that proved it; null as long as none did.</summary>
    public Step? VerifiedBy { get; init; }

    /// <summary>The store whose volume keeps it; null for the folder of the run, which no step of a plan touches.</summary>
    public string? KeptIn { get; init; }

    /// <summary>The step that took it away with the store that kept it.</summary>
    public Step? GoneWith { get; init; }

    /// <summary>Whether a store has not been written to since the copy was taken.</summary>
    public bool IsFresh(StoreState store) => Parts.TryGetValue(store.Store.Name, out var part) && part.Epoch == store.Epoch && part.OfEmptyStore is null;
}

/// <summary>The part of a copy that holds one store.</summary>
/// <param name="Epoch">The store's epoch when the copy was taken.</param>
/// <param name="Writer">A writer that ran while it was taken, so that it was stale from birth; null when all were stopped.</param>
/// <param name="OfEmptyStore">The step that had taken the store's data away before, or the one that copied a new store with nothing in it; null when there was data to copy.</param>
public sealed record CopyPart(int Epoch, string? Writer, Step? OfEmptyStore)
{
    /// <summary>Whether it holds what the version before wrote, and nothing of the new one.</summary>
    public bool IsOriginal { get; init; }

    /// <summary>Whether an earlier run took it: whatever becomes of the store, it is what that is to hold.</summary>
    public bool IsGiven { get; init; }

    /// <summary>The major of the server that it was dumped from; null for other stores and where it is not known.</summary>
    public int? PostgreSqlMajor { get; init; }

    /// <summary>The newest release whose code may have migrated what it holds; null where it is not known.</summary>
    public Release? Schema { get; init; }
}
