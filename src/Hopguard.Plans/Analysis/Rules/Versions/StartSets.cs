using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>The sets of compose files that a plan starts services with: its own, and those that its steps name.</summary>
internal static class StartSets
{
    /// <summary>Each set once, the plan's own first.</summary>
    public static IEnumerable<ImmutableArray<Name>> Of(Trace trace)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new[] { trace.Compose.StartFiles }
            .Concat(trace.Of<StartsServices>().Select(at => (StartsServices)at.Effect).Select(starts => starts.Files).Where(files => !files.IsEmpty))
            .Where(files => seen.Add(string.Join("\n", files)));
    }

    /// <summary>Where a finding about a file of a set is reported: where the plan names the file, else where it names its target.</summary>
    public static SourcePlace PlaceOf(Name file, Trace trace)
    {
        if (file.Place != SourcePlace.None)
            return file.Place;

        return trace.Plan.To is null ? trace.Plan.Application.Place : trace.Plan.ToPlace;
    }
}
