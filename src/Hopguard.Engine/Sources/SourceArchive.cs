using System.Formats.Tar;
using System.IO.Compression;
using Hopguard.Engine.Evidence;

namespace Hopguard.Engine.Sources;

/// <summary>
/// Unpacks a source archive (zip, tar, tar.gz) into a fresh folder, without the single top folder that code hosts put around a release. Archives are hostile
/// until shown otherwise: paths and links that leave the folder, devices, and archives that grow out of bounds are refused before anything of theirs is used.
/// </summary>
internal sealed class SourceArchive(long maximumBytes = 2L << 30, int maximumEntries = 200_000)
{
    /// <summary>Unpacks into <paramref name="folder"/>, which is emptied first; everything is on disk when this returns.</summary>
    /// <exception cref="HopguardException">The archive is not readable, holds nothing, or tries to leave the folder.</exception>
    public async Task UnpackAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        var raw = folder + ".raw";
        try
        {
            Remove(folder);
            Remove(raw);
            var target = new UnpackTarget(raw, maximumBytes, maximumEntries);
            await UnpackRawAsync(archive, target, cancellationToken);
            Directory.Move(target.Complete(), folder);
            Remove(raw);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw new HopguardException($"Archive '{archive}' cannot be read: {damage.Message}", "Fetch it again", damage);
        }
        catch (IOException trouble)
        {
            throw new HopguardException($"Archive '{archive}' cannot be unpacked: {trouble.Message}", "Check free space, then fetch it again", trouble);
        }

        DurableFile.FlushFileSystem(folder);
    }

    // The readers of the platform meet a damaged header with whatever their arithmetic throws.
    private static bool IsDamage(Exception trouble) =>
        trouble is EndOfStreamException or not (HopguardException or OperationCanceledException or IOException or UnauthorizedAccessException);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static async Task UnpackRawAsync(string archive, UnpackTarget target, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(archive);
        var magic = new byte[2];
        await stream.ReadExactlyAsync(magic, cancellationToken);
        stream.Position = 0;
        if (magic is [(byte)'P', (byte)'K'])
            UnpackZip(stream, target);
        else if (magic is [0x1f, 0x8b])
            await UnpackTarAsync(new GZipStream(stream, CompressionMode.Decompress), target, cancellationToken);
        else
            await UnpackTarAsync(stream, target, cancellationToken);
    }

    private static void UnpackZip(Stream stream, UnpackTarget target)
    {
        const int fileType = 0xF000, symbolicLink = 0xA000, regularFile = 0x8000, folder = 0x4000;
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        RequireEntries(zip.Entries.Count);
        foreach (var entry in zip.Entries)
        {
            // A zip made on Unix carries the file's type and mode in the upper half of this field.
            var mode = entry.ExternalAttributes >> 16;
            using var content = entry.Open();
            if ((mode & fileType) is not (0 or symbolicLink or regularFile or folder))
                throw Unwanted(entry.FullName, "special file");
            if ((mode & fileType) == symbolicLink)
                target.AddLink(entry.FullName, UnpackTarget.ReadLink(content));
            else if (entry.FullName.EndsWith('/'))
                target.AddFolder(entry.FullName);
            else
                target.AddFile(entry.FullName, content, (UnixFileMode)(mode & 0x1FF));
        }
    }

    private static async Task UnpackTarAsync(Stream stream, UnpackTarget target, CancellationToken cancellationToken)
    {
        await using var marked = new TarEnd(stream);
        await using var tar = new TarReader(marked);
        var entries = 0;
        for (; await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry; entries++)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                continue;

            if (entry.EntryType is TarEntryType.SymbolicLink)
                target.AddLink(entry.Name, entry.LinkName);
            else if (entry.EntryType is TarEntryType.Directory)
                target.AddFolder(entry.Name);
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                target.AddFile(entry.Name, entry.DataStream ?? Stream.Null, entry.Mode);
            else
                throw Unwanted(entry.Name, entry.EntryType.ToString());
        }

        await marked.RequireEndAsync(cancellationToken);
        RequireEntries(entries);
    }

    private static void RequireEntries(int count)
    {
        if (count == 0)
            throw new InvalidDataException("it holds nothing");
    }

    private static HopguardException Unwanted(string name, string kind) => new($"Archive entry '{name}' is a {kind}, which no source tree needs", "Do not use this archive");
}
