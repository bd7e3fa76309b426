using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>Stores whose files the migrations of a hop change, each with the first migration that does.</summary>
internal static class TouchedStores
{
    /// <summary>They, by name; none for a procedure.</summary>
    public static ImmutableDictionary<string, Name> Of(Trace trace)
    {
        if (trace.Plan is not { From: { } from, To: { } to })
            return ImmutableDictionary<string, Name>.Empty;

        return trace.Facts.Application.Releases
            .Where(release => release.Version > from && release.Version <= to)
            .SelectMany(release => release.Touches)
            .Where(touch => !touch.Value.IsEmpty)
            .GroupBy(touch => touch.Key, StringComparer.Ordinal)
            .ToImmutableDictionary(touch => touch.Key, touch => touch.First().Value[0], StringComparer.Ordinal);
    }
}
