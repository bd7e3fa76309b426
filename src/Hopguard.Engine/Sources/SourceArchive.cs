using System.Formats.Tar;
using System.IO.Compression;

namespace Hopguard.Engine.Sources;

/// <summary>
/// Unpacks a source archive (zip, tar, tar.gz) into a fresh folder, without the single top folder that code hosts put around a release. Archives are hostile
/// until shown otherwise: paths and links that leave the folder, devices, and archives that grow out of bounds are refused before anything of theirs is used.
/// </summary>
internal static class SourceArchive
{
    private const long MaximumBytes = 2L << 30;
    private const int MaximumEntries = 200_000;

    /// <summary>Unpacks into <paramref name="folder"/>, which is emptied first.</summary>
    /// <exception cref="HopguardException">The archive is not readable, or tries to leave the folder.</exception>
    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        var raw = folder + ".raw";
        if (Directory.Exists(raw))
            Directory.Delete(raw, recursive: true);

        try
        {
            var target = new UnpackTarget(raw, MaximumBytes, MaximumEntries);
            await UnpackRawAsync(archive, target, cancellationToken);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new HopguardException($"Archive '{archive}' cannot be read: {damage.Message}", "Fetch it again", damage);
        }

        Directory.Move(TopOf(raw), folder);
        if (Directory.Exists(raw))
            Directory.Delete(raw, recursive: true);
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
        const int symbolicLink = 0xA000;
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            // A zip made on Unix carries the file's type and mode in the upper half of this field.
            var mode = entry.ExternalAttributes >> 16;
            using var content = entry.Open();
            if ((mode & 0xF000) == symbolicLink)
                target.AddLink(entry.FullName, new StreamReader(content).ReadToEnd());
            else if (entry.FullName.EndsWith('/'))
                target.AddFolder(entry.FullName);
            else
                target.AddFile(entry.FullName, content, (UnixFileMode)(mode & 0x1FF));
        }
    }

    private static async Task UnpackTarAsync(Stream stream, UnpackTarget target, CancellationToken cancellationToken)
    {
        await using var tar = new TarReader(stream);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
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
                throw new HopguardException($"Archive entry '{entry.Name}' is a {entry.EntryType}, which no source tree needs", "Do not use this archive");
        }
    }

    private static string TopOf(string raw) =>
        Directory.GetFileSystemEntries(raw) is [var single] && Directory.Exists(single) ? single : raw;
}
