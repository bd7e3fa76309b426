using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;

namespace Hopguard.Docker.Volumes;

/// <summary>Brings an archive that was taken while the application served up to what its volume holds now that nobody writes.</summary>
internal sealed class EarlyRepair(DockerEngine engine)
{
    private readonly VolumeParts _parts = new(engine);

    /// <summary>Reads what changed and puts it in the place of what was read before; the archive's files are as they were until all of it is on disk.</summary>
    /// <returns>The reading, or null where the archive would not have just the entries that the volume has.</returns>
    public async Task<EarlyReading?> BringUpToDateAsync(
        EarlyReading reading, VolumeChanges changes, StoreStamps now, string volume, string folder, ToolImage image, CancellationToken cancellationToken)
    {
        if (changes.Parts.Count == 0)
            return reading.Entries == now.Entries.Count ? reading : null;

        var older = PairIn(folder, reading.Store);
        var (newer, merged) = (new ArchivePair(older.Archive + ".changed", older.Manifest + ".changed"), new ArchivePair(older.Archive + ".merged", older.Manifest + ".merged"));
        await ReadAsync(volume, image, changes.Parts, newer, cancellationToken);
        var (files, lines) = await ArchiveMerge.WriteAsync(older, changes.Paths, newer, merged, cancellationToken);

        // What the engine leaves out it says only in its own log.
        if (!now.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal).SetEquals(lines.Keys))
            return null;

        File.Move(merged.Archive, older.Archive, overwrite: true);
        File.Move(merged.Manifest, older.Manifest, overwrite: true);
        return reading with { Files = files, Entries = lines.Count, Changed = changes.Parts };
    }

    /// <summary>Proves an archive that was brought up to date: it is read again from disk, and what changed from the volume. Gives a clause that says what differs, or null.</summary>
    public async Task<string?> FindDifferenceAsync(EarlyReading reading, string volume, string folder, ToolImage image, CancellationToken cancellationToken)
    {
        if (reading.Changed.Count == 0)
            return null;

        var onDisk = await VolumeArchive.CheckArchiveAsync(reading.Store, folder, cancellationToken);
        if (!onDisk.IsEqual)
            return "on disk " + string.Join(", ", onDisk.Differences);

        var singles = reading.Changed.Select(part => part.Path).ToHashSet(StringComparer.Ordinal);
        var trees = reading.Changed.Where(part => part.IsTree).Select(part => part.Path + "/").ToList();
        var lines = File.ReadLines(PairIn(folder, reading.Store).Manifest).Select(line => (ManifestFile.EntryOf(line).Path, Line: line))
            .Where(entry => singles.Contains(entry.Path) || trees.Exists(tree => entry.Path.StartsWith(tree, StringComparison.Ordinal)))
            .ToDictionary(entry => entry.Path, entry => entry.Line, StringComparer.Ordinal);
        return await _parts.FindDifferenceAsync(volume, image, reading.Changed, lines, cancellationToken) is { } path ? $"in the volume '{path}' differs" : null;
    }

    private static ArchivePair PairIn(string folder, string store) =>
        new(Path.Combine(folder, VolumeArchive.ArchiveOf(store)), Path.Combine(folder, VolumeArchive.ManifestOf(store)));

    private async Task ReadAsync(string volume, ToolImage image, IReadOnlyList<ChangedPart> parts, ArchivePair target, CancellationToken cancellationToken)
    {
        await using var tar = new FileStream(target.Archive, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await _parts.WriteAsync(volume, image, parts, tar, cancellationToken);
        tar.Position = 0;
        await using var manifest = ManifestFile.Create(target.Manifest);
        await TarManifest.ReadAsync(tar, manifest.Add, cancellationToken);
        manifest.Finish();
    }
}
