using System.Formats.Tar;
using System.Security.Cryptography;
using Hopguard.Engine.Evidence;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Makes one archive of an older one and of parts that were read later, with its manifest: what the engine would have handed out, had it read the whole volume when the
/// parts were read. Entries are copied as they stand in their tars, byte by byte, and sorted as the engine walks.
/// </summary>
internal static class ArchiveMerge
{
    private const int Block = 512;
    private const int BufferSize = 1024 * 1024;

    /// <summary>Writes the new archive and manifest, flushed to disk, and gives the lines of the manifest by path.</summary>
    /// <param name="older">Archive and manifest of before.</param>
    /// <param name="outdated">Paths that are not taken from it.</param>
    /// <param name="newer">Archive and manifest of what was read later.</param>
    /// <param name="target">The files to write; their recorded names are those of the older ones.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<(IReadOnlyList<CopyFile> Files, IReadOnlyDictionary<string, string> Lines)> WriteAsync(
        ArchivePair older, IReadOnlySet<string> outdated, ArchivePair newer, ArchivePair target, CancellationToken cancellationToken)
    {
        await using var before = Open(older.Archive);
        await using var after = Open(newer.Archive);
        var pieces = Pieces(before, older.Manifest).Where(piece => !outdated.Contains(piece.Path)).Concat(Pieces(after, newer.Manifest))
            .OrderBy(piece => piece.Path, WalkOrder.Instance).ToList();
        var lines = pieces.ToDictionary(piece => piece.Path, piece => piece.Line, StringComparer.Ordinal);
        await using var output = new FileStream(target.Archive, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        for (var next = 0; next < pieces.Count;)
        {
            // What lies side by side in its tar is copied as one.
            var (from, begin, end) = (pieces[next].From, pieces[next].Begin, pieces[next].End);
            for (next++; next < pieces.Count && pieces[next].From == from && pieces[next].Begin == end; next++)
                end = pieces[next].End;

            await CopyAsync(from, begin, end, output, hash, buffer, cancellationToken);
        }

        buffer.AsSpan(0, 2 * Block).Clear();
        await output.WriteAsync(buffer.AsMemory(0, 2 * Block), cancellationToken);
        hash.AppendData(buffer, 0, 2 * Block);
        output.Flush(flushToDisk: true);

        await using var manifest = ManifestFile.Create(target.Manifest);
        foreach (var piece in pieces)
            manifest.AddLine(piece.Line);

        var manifestHash = manifest.Finish();
        return (
            [
                new CopyFile(Path.GetFileName(older.Archive), output.Length, Convert.ToHexStringLower(hash.GetHashAndReset())),
                new CopyFile(Path.GetFileName(older.Manifest), manifest.Length, manifestHash),
            ],
            lines);
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096);

    // Where each entry stands with the headers before it; contents are jumped over.
    private static List<Piece> Pieces(FileStream tar, string manifest)
    {
        var pieces = new List<Piece>();
        using var lines = File.ReadLines(manifest).GetEnumerator();
        using var reader = new TarReader(tar, leaveOpen: true);
        for (long begin = 0; reader.GetNextEntry() is { } entry && lines.MoveNext();)
        {
            var end = entry.DataOffset + ((entry.Length + Block - 1) / Block * Block);
            pieces.Add(new Piece(tar, TarManifest.PathOf(entry.Name), begin, end, lines.Current));
            begin = end;
        }

        return lines.MoveNext() ? throw new InvalidDataException($"'{Path.GetFileName(tar.Name)}' holds less than its manifest") : pieces;
    }

    private static async Task CopyAsync(FileStream from, long begin, long end, FileStream output, IncrementalHash hash, byte[] buffer, CancellationToken cancellationToken)
    {
        for (var at = begin; at < end;)
        {
            var read = await RandomAccess.ReadAsync(from.SafeFileHandle, buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - at)), at, cancellationToken);
            if (read == 0)
                throw new EndOfStreamException($"'{from.Name}' is cut short");

            hash.AppendData(buffer, 0, read);
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            at += read;
        }
    }

    private sealed record Piece(FileStream From, string Path, long Begin, long End, string Line);
}

/// <summary>The paths of an archive and its manifest.</summary>
internal sealed record ArchivePair(string Archive, string Manifest);
