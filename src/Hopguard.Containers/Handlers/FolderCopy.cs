using Hopguard.Engine.Evidence;

namespace Hopguard.Containers.Handlers;

/// <summary>Copies source files and the operator's own, with modes, times and symbolic links as they are, and with an owner.</summary>
internal static class FolderCopy
{
    /// <summary>Copies a folder; everything in it gets the owner of <paramref name="owner"/>, where this process may give files away.</summary>
    public static void Copy(string from, string to, string owner)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo && entry.LinkTarget is null)
                Copy(entry.FullName, Path.Combine(to, entry.Name), owner);
            else
                CopyFile(entry.FullName, Path.Combine(to, entry.Name), owner);
        }

        Finish(from, to, owner);
    }

    /// <summary>Copies a file or a link in place of what is there.</summary>
    public static void CopyFile(string from, string to, string owner)
    {
        File.Delete(to);
        if (new FileInfo(from).LinkTarget is { } link)
            File.CreateSymbolicLink(to, link);
        else
            File.Copy(from, to);

        NativeFile.CopyOwner(owner, to);
    }

    /// <summary>Makes the folders above a path that are missing in a tree, as they are in another one.</summary>
    public static void MakeParents(string relative, string from, string to)
    {
        if (Path.GetDirectoryName(relative) is not { Length: > 0 } parent || Directory.Exists(Path.Combine(to, parent)))
            return;

        MakeParents(parent, from, to);
        Directory.CreateDirectory(Path.Combine(to, parent));
        Finish(Path.Combine(from, parent), Path.Combine(to, parent), Path.Combine(from, parent));
    }

    private static void Finish(string from, string to, string owner)
    {
        NativeFile.CopyOwner(owner, to);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
    }
}
