using Hopguard.Engine.Evidence;

namespace Hopguard.Docker.Volumes;

/// <summary>What has to be read again of a volume that was archived before.</summary>
/// <param name="Paths">Entries of which the archive says nothing that is still true: gone, changed or new.</param>
/// <param name="Parts">What is there of them, in the engine's order.</param>
internal sealed record VolumeChanges(IReadOnlySet<string> Paths, IReadOnlyList<ChangedPart> Parts)
{
    /// <summary>Each part is a request to the engine; with many, reading the whole volume is quicker.</summary>
    public const int MostParts = 50;

    /// <summary>Compares stamps; null where the whole volume is better read anew: there are too many parts, or entries of several names or with line breaks in them.</summary>
    /// <param name="before">The stamps from before the archive was begun.</param>
    /// <param name="now">The stamps now.</param>
    /// <param name="doubtful">Paths of which the archive was not to be trusted from the beginning.</param>
    public static VolumeChanges? Find(StoreStamps before, StoreStamps now, IEnumerable<string> doubtful)
    {
        var paths = now.FindChanges(before);
        paths.UnionWith(doubtful);
        // .NET writes such a name into an extended header, and cannot read it there.
        if (now.Entries.Any(entry => entry.Path.Contains('\n', StringComparison.Ordinal) && paths.Contains(entry.Path)))
            return null;
        if (before.Entries.Concat(now.Entries).Any(entry => entry is { IsFolder: false, Links: > 1 } && paths.Contains(entry.Path)))
            return null;

        var known = before.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        var parts = new List<ChangedPart>();
        foreach (var entry in now.Entries.Where(entry => paths.Contains(entry.Path)).OrderBy(entry => entry.Path, WalkOrder.Instance))
        {
            if (parts is [.., { IsTree: true } tree] && entry.Path.StartsWith(tree.Path + "/", StringComparison.Ordinal))
                continue;

            parts.Add(new ChangedPart(entry.Path, entry.IsFolder && !known.Contains(entry.Path)));
        }

        return parts.Count <= MostParts ? new VolumeChanges(paths, parts) : null;
    }
}
