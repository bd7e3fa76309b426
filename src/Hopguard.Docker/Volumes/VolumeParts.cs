using System.Formats.Tar;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;

namespace Hopguard.Docker.Volumes;

/// <summary>Reads some entries of a volume, each under the name that it has in a stream of the whole volume.</summary>
internal sealed class VolumeParts(DockerEngine engine)
{
    /// <summary>Writes them as a tar, in the order of the parts.</summary>
    public async Task WriteAsync(string volume, ToolImage image, IReadOnlyList<ChangedPart> parts, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        await ReadAsync(volume, image, parts, (entry, token) => writer.WriteEntryAsync(entry, token), cancellationToken);
    }

    /// <summary>Reads them again; gives the first that is not as the manifest says, of which the lines by path are given for every entry that belongs to a part; or null.</summary>
    public async Task<string?> FindDifferenceAsync(
        string volume, ToolImage image, IReadOnlyList<ChangedPart> parts, IReadOnlyDictionary<string, string> manifest, CancellationToken cancellationToken)
    {
        var missing = manifest.Keys.ToHashSet(StringComparer.Ordinal);
        string? different = null;
        await ReadAsync(
            volume,
            image,
            parts,
            async (entry, token) =>
            {
                var now = await TarManifest.DescribeAsync(entry, token);
                if (!missing.Remove(now.Path) || manifest[now.Path] != ManifestFile.LineOf(now))
                    different ??= now.Path;
            },
            cancellationToken);
        return different ?? missing.FirstOrDefault();
    }

    private async Task ReadAsync(string volume, ToolImage image, IReadOnlyList<ChangedPart> parts, Func<TarEntry, CancellationToken, Task> onEntry, CancellationToken cancellationToken) =>
        await engine.ReadVolumePartsAsync(
            volume,
            image,
            parts,
            async (part, tar, token) =>
            {
                await using var reader = new TarReader(tar, leaveOpen: true);
                while (await reader.GetNextEntryAsync(copyData: false, token) is { } entry)
                {
                    if (entry.EntryType == TarEntryType.HardLink)
                        throw new InvalidDataException($"'{entry.Name}' is another name of an entry");

                    await onEntry(new PaxTarEntry(entry) { Name = NameOf(part, entry.Name) }, token);
                    if (!part.IsTree)
                        return;
                }
            },
            cancellationToken);

    // The engine names what it hands out after the last part of the path.
    private static string NameOf(ChangedPart part, string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var below = slash < 0 ? string.Empty : name[slash..];
        return part.Path.Length == 0 ? DockerEngine.StreamRoot + below : $"{DockerEngine.StreamRoot}/{part.Path}{below}";
    }
}
