using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Crashes;

/// <summary>
/// The way forward from a kill in the middle of a step: the same command begins that step again. Every step comes to the same end when it is repeated, but one:
/// a restore that adds to what is there.
/// </summary>
internal static class WayForward
{
    /// <summary>Whether a restore that was cut off comes to its end, and to the same one, when it is begun again.</summary>
    /// <remarks>Files of an archive replace themselves; rows of a dump, whose keys come last, stand there twice.</remarks>
    public static bool CanBeRepeated(RestoresInPlace restores, State before) =>
        restores.EmptyFirst || !before.Stores.TryGetValue(restores.To, out var store) || store.Store.Kind != StoreKind.PostgreSql;
}
