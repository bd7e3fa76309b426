using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>Compose files that a step names, beside those that its plan names.</summary>
internal static class FileSets
{
    /// <summary>Whether a step names files, and not the same ones.</summary>
    public static bool AreOthers(ImmutableArray<Name> ofStep, ImmutableArray<Name> ofPlan) =>
        !ofStep.IsEmpty && !new HashSet<string>(ofPlan.Select(file => file.Text), StringComparer.Ordinal).SetEquals(ofStep.Select(file => file.Text));

    /// <summary>The files, quoted.</summary>
    public static string Text(ImmutableArray<Name> files) => string.Join(", ", files.Select(file => $"'{file}'"));
}
