namespace Hopguard.Engine.Evidence;

/// <summary>Writes files so that a kill or a power cut leaves the old content or the new, never a part.</summary>
public static class DurableFile
{
    /// <summary>Writes to a temporary name beside the file, flushes to disk, renames, and flushes the folder.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes a rename or a new file in the folder survive a power cut: on Linux the folder has to be flushed as well.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        // .NET opens no folders, so the flush goes through the system call.
        NativeFolder.Flush(path);
    }

    /// <summary>Puts everything that was written to the folder's file system on disk: for a tree of many small files, cheaper than a flush of each.</summary>
    public static void FlushFileSystem(string path)
    {
        if (!OperatingSystem.IsWindows())
            NativeFolder.FlushFileSystem(path);
    }
}
