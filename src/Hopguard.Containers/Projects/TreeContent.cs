using Hopguard.Engine.Evidence;

namespace Hopguard.Containers.Projects;

/// <summary>Compares files and folders of two source trees by content, stopping at the first difference: one of them may be huge.</summary>
internal static class TreeContent
{
    /// <summary>
    /// A file or link below <paramref name="one"/>, relative to it, that <paramref name="other"/> does not have or has with other content; null when there is none. For a
    /// file that differs, the empty text.
    /// </summary>
    public static string? FindMore(string one, string other)
    {
        if (new FileInfo(one) is { } entry && (entry.Exists || entry.LinkTarget is not null) && !IsFolder(one))
            return AreEqual(one, other) ? null : string.Empty;

        return Files(one).FirstOrDefault(file => !AreEqual(Path.Combine(one, file), Path.Combine(other, file)));
    }

    /// <summary>Whether something is there, be it a link that leads nowhere.</summary>
    public static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>Every file and link below a folder, relative to it.</summary>
    public static IEnumerable<string> Files(string folder) => Below(folder, string.Empty);

    private static bool IsFolder(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    private static IEnumerable<string> Below(string folder, string relative)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(relative, entry.Name);
            if (entry is DirectoryInfo && entry.LinkTarget is null)
            {
                foreach (var below in Below(entry.FullName, path))
                    yield return below;
            }
            else
            {
                yield return path;
            }
        }
    }

    /// <summary>Whether both are regular files of the same content, or links to the same target.</summary>
    public static bool AreEqual(string one, string other)
    {
        var (first, second) = (new FileInfo(one), new FileInfo(other));
        if (first.LinkTarget is not null || second.LinkTarget is not null)
            return first.LinkTarget == second.LinkTarget;

        // Sockets, pipes and devices have nothing to be compared, and reading one can wait for ever.
        if (!first.Exists || !second.Exists || first.Length != second.Length || !NativeFile.IsRegular(one) || !NativeFile.IsRegular(other))
            return false;

        using var left = first.OpenRead();
        using var right = second.OpenRead();
        Span<byte> a = stackalloc byte[8192];
        Span<byte> b = stackalloc byte[8192];
        int read;
        while ((read = left.ReadAtLeast(a, a.Length, throwOnEndOfStream: false)) > 0)
        {
            if (right.ReadAtLeast(b, read, throwOnEndOfStream: false) < read || !a[..read].SequenceEqual(b[..read]))
                return false;
        }

        return true;
    }
}
