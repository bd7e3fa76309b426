using System.Collections.Immutable;

namespace Hopguard.Accuracy.Oracle;

/// <summary>A dump or an archive.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="IsDump">Whether it is a dump, which nothing but a restore proves.</param>
/// <param name="KeptIn">The store whose volume keeps it; null for the folder of the run.</param>
/// <param name="Parts">What it holds, by store.</param>
/// <param name="Recorded">What the stores held when it was taken, by store: the fingerprint beside the copy.</param>
public sealed record HeldCopy(
    string Name, bool IsDump, string? KeptIn, ImmutableDictionary<string, Content> Parts, ImmutableDictionary<string, WriteSet> Recorded)
{
    /// <summary>What proved it: a trial, or reading it back; null as long as nothing did.</summary>
    public string? VerifiedBy { get; init; }

    /// <summary>Whether something else arrived in it than it was taken of.</summary>
    public bool IsSpoilt => Parts.Any(part => part.Value.Writes != Recorded[part.Key]);
}
