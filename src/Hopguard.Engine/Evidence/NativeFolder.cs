using System.Runtime.InteropServices;

namespace Hopguard.Engine.Evidence;

/// <summary>The system calls that flush a folder, or all of its file system, on Linux and macOS.</summary>
internal static partial class NativeFolder
{
    private const int ReadOnly = 0;
    private const int InputOutputError = 5;
    private const int NoSpace = 28;

    /// <summary>Flushes a folder's entries. A file system that cannot is left alone; a disk that fails is an error.</summary>
    public static void Flush(string path)
    {
        var descriptor = OpenNative(path, ReadOnly);
        if (descriptor < 0)
            return;

        var failed = FsyncNative(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = CloseNative(descriptor);
        if (failed && error is InputOutputError or NoSpace)
            throw new IOException($"Folder '{path}' cannot be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Flushes the file system that a folder is on; where only Linux's <c>syncfs</c> could spare the others, all of them.</summary>
    public static void FlushFileSystem(string path)
    {
        var descriptor = OperatingSystem.IsLinux() ? OpenNative(path, ReadOnly) : -1;
        if (descriptor < 0)
        {
            SyncNative();
            return;
        }

        var failed = SyncFileSystemNative(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = CloseNative(descriptor);
        if (failed)
            throw new IOException($"File system of '{path}' cannot be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FsyncNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystemNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "sync")]
    private static partial void SyncNative();
}
