using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Hopguard.Engine.Evidence;

namespace Hopguard.Engine.Sources;

/// <summary>
/// Unpacks a source archive (zip, tar, tar.gz) into a fresh folder, without the single top folder that code hosts put around a release. Archives are hostile
/// until shown otherwise: paths and links that leave the folder, devices, and archives that grow out of bounds are refused before anything of theirs is used.
/// </summary>
public sealed class SourceArchive(long maximumBytes = 2L << 30, int maximumEntries = 200_000)
{
    private const string NoArchive = "it is neither a zip, a tar nor a tar.gz archive";
    private const string Empty = "it holds nothing";
    private const int TarBlock = 512;
    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;

    /// <summary>Unpacks into <paramref name="folder"/>, which is emptied first; everything is on disk when this returns.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="shown">What the operator knows the archive by.</param>
    /// <param name="cancellationToken">Stops unpacking.</param>
    /// <exception cref="HopguardException">The archive is not readable, holds nothing, or tries to leave the folder.</exception>
    public async Task UnpackAsync(string archive, string folder, string shown, CancellationToken cancellationToken)
    {
        var raw = folder + ".raw";
        try
        {
            Remove(folder);
            Remove(raw);
            var target = new UnpackTarget(raw, maximumBytes, maximumEntries);
            await UnpackRawAsync(archive, target, cancellationToken);
            Directory.Move(target.Complete(), folder);
            CleanUp.Folder(raw);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            var words = Words(damage);
            throw new HopguardException(
                $"Source '{shown}' cannot be read: {words}", words == NoArchive ? "Give a zip, tar or tar.gz archive, or a git checkout, with --source" : "Fetch it again", damage);
        }
        catch (IOException trouble)
        {
            throw new HopguardException($"Source '{shown}' cannot be unpacked: {trouble.Message}", "Check free space, then fetch it again", trouble);
        }

        DurableFile.FlushFileSystem(folder);
    }

    // The readers of the platform meet a damaged header with whatever their arithmetic throws.
    private static bool IsDamage(Exception trouble) =>
        trouble is EndOfStreamException or not (HopguardException or OperationCanceledException or IOException or UnauthorizedAccessException);

    // What the readers of the platform say about a header that is none tells an operator nothing: "Unable to parse number".
    private static string Words(Exception damage) => damage switch
    {
        InvalidDataException { InnerException: null } own when own.Message is NoArchive or Empty => own.Message,
        EndOfStreamException => "it was cut before its end",
        _ => "it is damaged",
    };

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static async Task UnpackRawAsync(string archive, UnpackTarget target, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(archive);
        var head = new byte[TarBlock];
        var length = await stream.ReadAtLeastAsync(head, TarBlock, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        if (head is [(byte)'P', (byte)'K', ..])
            UnpackZip(stream, target);
        else if (head is [0x1f, 0x8b, ..])
            await UnpackGzipAsync(stream, target, cancellationToken);
        else if (IsTarHeader(head))
            await UnpackTarAsync(stream, target, cancellationToken);
        else
            throw new InvalidDataException(length == 0 || head.AsSpan(0, length).IndexOfAnyExcept((byte)0) < 0 ? Empty : NoArchive);
    }

    // The header's checksum is the sum of its bytes, with blanks in the place of the checksum itself: every form of tar has it.
    private static bool IsTarHeader(byte[] block)
    {
        var written = Encoding.ASCII.GetString(block, ChecksumAt, ChecksumLength).Trim('\0', ' ');
        var sum = block.Sum(value => value) - block.AsSpan(ChecksumAt, ChecksumLength).ToArray().Sum(value => value) + ChecksumLength * ' ';
        return written.Length > 0 && written.All(digit => digit is >= '0' and <= '7') && Convert.ToInt32(written, 8) == sum;
    }

    private static async Task UnpackGzipAsync(Stream stream, UnpackTarget target, CancellationToken cancellationToken)
    {
        await using var tar = new GZipStream(stream, CompressionMode.Decompress);
        await UnpackTarAsync(tar, target, cancellationToken);
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
        await using var marked = new TarEndStream(stream, blocks: 1);
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

        await marked.DrainAsync(cancellationToken);
        if (!marked.HasEndMark)
            throw new EndOfStreamException();
        RequireEntries(entries);
    }

    private static void RequireEntries(int count)
    {
        if (count == 0)
            throw new InvalidDataException(Empty);
    }

    private static HopguardException Unwanted(string name, string kind) => new($"Archive entry '{name}' is a {kind}, which no source tree needs", "Do not use this archive");
}
