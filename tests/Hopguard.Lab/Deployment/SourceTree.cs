using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Lab;

/// <summary>The source of a CVAT version as its operators have it: a folder with compose files, or an archive as the forge makes them, with one folder at its top.</summary>
public static class SourceTree
{
    // One time for all entries, so that an archive's hash depends on its files only.
    static readonly DateTimeOffset Released = new(2022, 12, 22, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Folder that holds the tree of a version which the lab has as files: 2.2.0 or 2.3.0.</summary>
    public static string Of(string version) => Path.Combine(LabFolder.Assets, "Cvat", version);

    /// <summary>Lays the tree of a version out in a new folder.</summary>
    public static void Lay(string version, string folder)
    {
        foreach (var (name, content) in Entries(version))
        {
            var target = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
    }

    /// <summary>Writes <c>cvat-VERSION.zip</c> into a folder.</summary>
    /// <returns>The file and its SHA-256 in lower-case hexadecimal.</returns>
    public static (string Path, string Sha256) Zip(string version, string folder)
    {
        var file = Path.Combine(folder, $"cvat-{version}.zip");
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in Entries(version))
            {
                var entry = archive.CreateEntry($"cvat-{version}/{name}");
                entry.LastWriteTime = Released;
                using var content = entry.Open();
                content.Write(bytes);
            }
        }

        return (file, HashOf(file));
    }

    /// <summary>Writes <c>cvat-VERSION.tar.gz</c> into a folder.</summary>
    /// <returns>The file and its SHA-256 in lower-case hexadecimal.</returns>
    public static (string Path, string Sha256) Tar(string version, string folder)
    {
        var file = Path.Combine(folder, $"cvat-{version}.tar.gz");
        using (var archive = new TarWriter(new GZipStream(File.Create(file), CompressionLevel.Optimal)))
        {
            foreach (var (name, bytes) in Entries(version))
            {
                using var content = new MemoryStream(bytes);
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cvat-{version}/{name}") { DataStream = content, ModificationTime = Released });
            }
        }

        return (file, HashOf(file));
    }

    // Two releases lie here as files, since tests edit them; the others are written from the facts.
    static IEnumerable<(string Name, byte[] Content)> Entries(string version) => Directory.Exists(Of(version))
        ? from path in Directory.EnumerateFiles(Of(version), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
          select (Path.GetRelativePath(Of(version), path), File.ReadAllBytes(path))
        : from file in new ReleaseFiles(ReleaseFacts.Of(version)).All
          orderby file.Name
          select (file.Name, Encoding.UTF8.GetBytes(file.Content));

    static string HashOf(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
