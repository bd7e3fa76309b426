using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Hopguard.Engine.Tests.Sources;

/// <summary>Makes archives, hostile ones included, entry by entry.</summary>
internal static class Archives
{
    public static byte[] Tar(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }

        return stream.ToArray();
    }

    public static byte[] TarGz(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(Tar(entries));

        return stream.ToArray();
    }

    public static TarEntry File(string name, string text = "text", UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), Mode = mode };

    public static TarEntry Folder(string name) => new PaxTarEntry(TarEntryType.Directory, name);

    public static TarEntry Link(string name, string target) => new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target };

    public static TarEntry Special(TarEntryType type, string name) => type is TarEntryType.HardLink
        ? new PaxTarEntry(type, name) { LinkName = "top/file" }
        : new PaxTarEntry(type, name);

    public static byte[] Zip(params (string Name, string Text, int Mode)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text, mode) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                using var content = new StreamWriter(entry.Open());
                content.Write(text);
            }
        }

        return stream.ToArray();
    }
}
