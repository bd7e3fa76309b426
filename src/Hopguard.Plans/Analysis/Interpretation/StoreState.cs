using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>Where a store's data is at one point of a plan, and what is known about it.</summary>
/// <param name="Store">The store.</param>
/// <param name="PostgreSqlMajor">The major version whose files it holds; null for other stores and where the release is not known.</param>
public sealed record StoreState(Store Store, int? PostgreSqlMajor)
{
    /// <summary>The number of the last step before or during which a writer may have changed it; 0 when none ran since the plan began.</summary>
    public int Epoch { get; init; }

    /// <summary>A writer that ran at that epoch: a service, or a step that runs a command.</summary>
    public string? LastWriter { get; init; }

    /// <summary>The step that started that writer, or is it; null when it ran before the plan began.</summary>
    public Step? LastWriterStartedBy { get; init; }

    /// <summary>Whether the last writer was a command, which nobody needs to stop.</summary>
    public bool IsLastWriterACommand => LastWriterStartedBy is RunCommand or RunShell && LastWriterStartedBy.Id == LastWriter;

    /// <summary>The last epoch in which a writer of the version before may have changed it: what a way back has to bring back.</summary>
    public int SourceEpoch { get; init; }

    /// <summary>The step that let a writer of the new version loose on it, or took its migrations back; null as long as none did.</summary>
    public Step? ChangedByTarget { get; init; }

    /// <summary>Whether it replaces another store in the version that the plan leads to, and nothing was brought over into it yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>The step that took its data away; null as long as the store's own volume holds data, and where it never held any.</summary>
    public Step? EmptiedBy { get; init; }

    /// <summary>The step that started a client of it while it was empty, so that it holds what that client created; null when none ran.</summary>
    public Step? FilledBy { get; init; }

    /// <summary>The copy that was named as cover when its data was put aside.</summary>
    public string? CoveredBy { get; init; }

    /// <summary>Whether its data was taken away while no copy of it existed.</summary>
    public bool IsLost { get; init; }

    /// <summary>The data that was put aside; null when none is.</summary>
    public RetiredState? Retired { get; init; }

    /// <summary>The promotion or restore whose result has not been compared with anything yet.</summary>
    public Step? UnverifiedSince { get; init; }

    /// <summary>Whether the store's own volume holds what came out of a copy, and not what it held when the plan began.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>Whether that copy was a backup of an earlier run: what is there before the operator accepts it is what was put aside.</summary>
    public bool IsGiven { get; init; }

    /// <summary>The newest copy that holds it.</summary>
    public string? LatestCopy { get; init; }

    /// <summary>Verified copies that still exist, the one of the latest epoch first.</summary>
    public ImmutableStack<string> VerifiedCopies { get; init; } = [];

    /// <summary>Those of them that hold what the version before wrote, and nothing of the new one.</summary>
    public ImmutableStack<string> VerifiedOriginals { get; init; } = [];

    /// <summary>The verified copy of the latest epoch.</summary>
    public string? LatestVerifiedCopy => VerifiedCopies.IsEmpty ? null : VerifiedCopies.Peek();

    /// <summary>The newest release whose code may have migrated what it holds; null where it is not known.</summary>
    public Release? Schema { get; init; }

    /// <summary>Whether the store's own volume, or what was put aside of it, is what the version before left.</summary>
    public bool IsOriginal => !IsReplaced && ChangedByTarget is null;

    /// <summary>Whether the store's own volume holds data.</summary>
    public bool HasData => EmptiedBy is null && !IsNew;
}
