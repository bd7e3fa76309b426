using System.Collections.Immutable;

namespace Hopguard.Accuracy.Oracle;

/// <summary>Data in one place: a volume, a part of a copy, a trial.</summary>
/// <param name="Writes">The writes it holds.</param>
/// <param name="Schema">The version whose migrations have shaped it.</param>
/// <param name="Major">The PostgreSQL major that can open it; null for other stores, and where no release says.</param>
public sealed record Content(WriteSet Writes, Generation Schema, int? Major)
{
    /// <summary>The transfers on the way here that ended early: who compares this with its source finds out.</summary>
    public ImmutableHashSet<string> CutBy { get; init; } = [];

    /// <summary>Whether it came out of a backup that was given: it is what its store is to hold, and not what the store held before.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Why no server and no application can use it any more; null as long as they can.</summary>
    public string? Torn { get; init; }

    /// <summary>Whether it can stand for those writes: all of them, in usable form, and where wanted in the form that the version before understands.</summary>
    public bool StandsFor(WriteSet writes, bool forVersionBefore) =>
        Torn is null && Writes.Holds(writes) && (!forVersionBefore || Schema == Generation.Before);
}
