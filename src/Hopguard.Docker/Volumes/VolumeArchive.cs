using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker.Volumes;

/// <summary>Takes a volume into one uncompressed tar with a manifest beside it, proves it, and brings it back.</summary>
internal sealed class VolumeArchive(DockerEngine engine)
{
    private const int BufferSize = 256 * 1024;

    // Well below the length that a command line may have.
    private const int TimesAtOnce = 200;
    private readonly VolumeShell _shell = new(engine);

    /// <summary>The archive of a store, relative to its copy's folder.</summary>
    public static string ArchiveOf(string store) => store + ".tar";

    /// <summary>The manifest of a store, relative to its copy's folder.</summary>
    public static string ManifestOf(string store) => store + ".manifest.jsonl";

    /// <summary>Streams the volume to disk, hashing what passes; both files are flushed when this returns.</summary>
    public async Task<IReadOnlyList<CopyFile>> TakeAsync(
        string store, string volume, ToolImage image, string folder, long expectedBytes, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        await using var archive = new FileStream(Path.Combine(folder, ArchiveOf(store)), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        await using var manifest = ManifestFile.Create(Path.Combine(folder, ManifestOf(store)));
        var hash = await engine.ReadVolumeAsync(
            volume,
            image,
            async (tar, token) =>
            {
                await using var recording = new RecordingStream(tar, archive, done => progress.Report(Archiving(store, done, expectedBytes)));
                await TarManifest.ReadAsync(recording, manifest.Add, token);
                return recording.Hash();
            },
            cancellationToken);
        await archive.FlushAsync(cancellationToken);
        archive.Flush(flushToDisk: true);
        var manifestHash = manifest.Finish();
        return [new CopyFile(ArchiveOf(store), archive.Length, hash), new CopyFile(ManifestOf(store), manifest.Length, manifestHash)];
    }

    /// <summary>Reads an archive from disk again and compares it with its manifest.</summary>
    public static async Task<ManifestCheck> CheckArchiveAsync(string store, string folder, CancellationToken cancellationToken)
    {
        using var comparison = new ManifestComparison(Path.Combine(folder, ManifestOf(store)));
        await using var tar = new FileStream(Path.Combine(folder, ArchiveOf(store)), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        await TarManifest.ReadAsync(tar, comparison.Next, cancellationToken);
        comparison.Finish();
        return new ManifestCheck(comparison.Entries, comparison.Differences);
    }

    /// <summary>Streams a volume and compares it with a manifest on disk.</summary>
    public async Task<ManifestCheck> CheckVolumeAsync(string store, string volume, ToolImage image, string folder, CancellationToken cancellationToken)
    {
        using var comparison = new ManifestComparison(Path.Combine(folder, ManifestOf(store)));
        await engine.ReadVolumeAsync(
            volume,
            image,
            async (tar, token) =>
            {
                await TarManifest.ReadAsync(tar, comparison.Next, token);
                return true;
            },
            cancellationToken);
        comparison.Finish();
        return new ManifestCheck(comparison.Entries, comparison.Differences);
    }

    /// <summary>Streams a volume to which somebody may write, and gives the paths of entries that are not as its manifest on disk says, or only in one of the manifest and the stamps.</summary>
    public async Task<IReadOnlySet<string>> FindDifferencesAsync(StoreStamps stamps, string volume, ToolImage image, string folder, CancellationToken cancellationToken)
    {
        var expected = File.ReadLines(Path.Combine(folder, ManifestOf(stamps.Store))).ToDictionary(line => ManifestFile.EntryOf(line).Path, StringComparer.Ordinal);
        var different = stamps.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        different.SymmetricExceptWith(expected.Keys);
        await engine.ReadVolumeAsync(
            volume,
            image,
            async (tar, token) =>
            {
                await TarManifest.ReadAsync(tar, entry => Compare(entry, expected, different), token);
                return true;
            },
            cancellationToken);
        different.UnionWith(expected.Keys);
        return different;
    }

    // What is left of the expected afterwards was not there.
    private static void Compare(ManifestEntry entry, Dictionary<string, string> expected, HashSet<string> different)
    {
        if (!expected.Remove(entry.Path, out var line) || line != ManifestFile.LineOf(entry))
            different.Add(entry.Path);
    }

    /// <summary>Unpacks an archive into an empty volume; the caller proves it empty before and equal after.</summary>
    public async Task RestoreAsync(string store, string volume, ToolImage image, string folder, CancellationToken cancellationToken)
    {
        await using var tar = new FileStream(Path.Combine(folder, ArchiveOf(store)), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        await engine.WriteVolumeAsync(volume, image, tar, cancellationToken);
        await SetEarlyTimesAsync(_shell, volume, image, File.ReadLines(Path.Combine(folder, ManifestOf(store))).Select(ManifestFile.EntryOf).Where(IsEarly), cancellationToken);
    }

    /// <summary>Whether its time is before 1970, which the engine unpacks as 1970.</summary>
    internal static bool IsEarly(ManifestEntry entry) => entry is { Modified: < 0, Type: not "hardlink" };

    /// <summary>Gives such entries the times that they have.</summary>
    internal static async Task SetEarlyTimesAsync(VolumeShell shell, string volume, ToolImage image, IEnumerable<ManifestEntry> early, CancellationToken cancellationToken)
    {
        foreach (var some in early.Chunk(TimesAtOnce))
            await shell.SetTimesAsync(volume, image, some, cancellationToken);
    }

    private static StepProgress Archiving(string store, long done, long expected) =>
        new($"archiving '{store}'", done, expected > 0 ? Math.Max(done, expected) : null, ProgressUnit.Bytes);
}

/// <summary>What a comparison with a manifest found.</summary>
/// <param name="Entries">Entries compared.</param>
/// <param name="Differences">The first differences; empty when all is equal.</param>
internal sealed record ManifestCheck(long Entries, IReadOnlyList<string> Differences)
{
    /// <summary>Whether all is equal.</summary>
    public bool IsEqual => Differences.Count == 0;
}
