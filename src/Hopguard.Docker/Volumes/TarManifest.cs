using System.Buffers;
using System.Formats.Tar;
using System.Security.Cryptography;
using Hopguard.Engine;
using Hopguard.Engine.Sources;

namespace Hopguard.Docker.Volumes;

/// <summary>Reads a volume's tar stream once and says what it holds, entry by entry.</summary>
internal static class TarManifest
{
    private const int BufferSize = 256 * 1024;

    /// <summary>The entries, handed out as they pass by.</summary>
    /// <exception cref="HopguardException">The stream ends early: without its end mark nobody can say that it is whole.</exception>
    public static async Task ReadAsync(Stream tar, Action<ManifestEntry> onEntry, CancellationToken cancellationToken)
    {
        await using var ending = new TarEndStream(tar);
        await using var reader = new TarReader(ending, leaveOpen: true);
        try
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
                onEntry(await DescribeAsync(entry, cancellationToken));
        }
        catch (Exception damage) when (damage is EndOfStreamException or InvalidDataException or FormatException)
        {
            throw new HopguardException("The archive of a volume is cut short or damaged", "Look at the disk and the engine's log, then take it again", damage);
        }

        await ending.DrainAsync(cancellationToken);
        if (!ending.HasEndMark)
            throw new HopguardException("The archive of a volume ends without its end mark", "Look at the disk and the engine's log, then take it again");
    }

    /// <summary>What is known about one entry; reads its content.</summary>
    public static async Task<ManifestEntry> DescribeAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        var isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
        return new ManifestEntry(
            PathOf(entry.Name),
            TypeOf(entry.EntryType),
            isFile ? entry.Length : 0,
            Convert.ToString((int)entry.Mode, 8),
            entry.Uid,
            entry.Gid,
            entry.ModificationTime.ToUnixTimeSeconds(),
            TargetOf(entry),
            isFile ? await HashAsync(entry.DataStream, cancellationToken) : null,
            AttributesOf(entry));
    }

    /// <summary>The path of an entry by its name in the stream: 'volume/' is the root, and every name below it loses that prefix.</summary>
    public static string PathOf(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? string.Empty : name[(slash + 1)..].TrimEnd('/');
    }

    private static string TypeOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile or TarEntryType.V7RegularFile => "file",
        TarEntryType.Directory => "folder",
        TarEntryType.SymbolicLink => "link",
        TarEntryType.HardLink => "hardlink",
        TarEntryType.Fifo => "fifo",
        TarEntryType.BlockDevice or TarEntryType.CharacterDevice => "device",
        _ => type.ToString(),
    };

    private static string? TargetOf(TarEntry entry) => entry.EntryType switch
    {
        TarEntryType.SymbolicLink => entry.LinkName,
        TarEntryType.HardLink => PathOf(entry.LinkName),
        TarEntryType.BlockDevice or TarEntryType.CharacterDevice when entry is PosixTarEntry device =>
            $"{(entry.EntryType == TarEntryType.BlockDevice ? 'b' : 'c')} {device.DeviceMajor}:{device.DeviceMinor}",
        _ => null,
    };

    private static string? AttributesOf(TarEntry entry)
    {
        if (entry is not PaxTarEntry pax)
            return null;

        var attributes = pax.ExtendedAttributes.Where(attribute => attribute.Key.StartsWith("SCHILY.xattr.", StringComparison.Ordinal))
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => $"{attribute.Key}={attribute.Value}").ToList();
        return attributes.Count == 0 ? null : string.Join('\n', attributes);
    }

    private static async Task<string> HashAsync(Stream? content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while (content is not null && (read = await content.ReadAsync(buffer, cancellationToken)) > 0)
                hash.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
