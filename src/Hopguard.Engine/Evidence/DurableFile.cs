namespace Hopguard.Engine.Evidence;

/// <summary>Writes files so that a kill or a power cut leaves the old content or the new, never a part.</summary>
public static class DurableFile
{
    /// <summary>Writes to a temporary name beside the file, flushes to disk, renames, and flushes the folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is to stand in it.</param>
    /// <param name="mode">Who may read and write it; null for what is usual here.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        var temporary = path + ".tmp";
        // Without a buffer, nothing is left to be written when it is closed after a failure.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            // A file that a killed attempt left would keep the mode that it has.
            File.Delete(temporary);
            options.UnixCreateMode = mode;
        }

        using (var stream = new FileStream(temporary, options))
        {
            try
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                // On a full disk the torn beginning would hold the room that the journal needs for the way back.
                stream.Dispose();
                File.Delete(temporary);
                throw;
            }
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
