using System.Collections.Immutable;

namespace Hopguard.Accuracy.Oracle;

/// <summary>Why a step, or the inverse of one, came to no good end.</summary>
/// <param name="What">One sentence.</param>
/// <param name="Noticed">The transfers whose early end was noticed by it.</param>
public sealed record Trouble(string What, ImmutableHashSet<string> Noticed);
