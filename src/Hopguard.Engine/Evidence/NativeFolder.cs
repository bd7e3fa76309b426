using System.Runtime.InteropServices;

namespace Hopguard.Engine.Evidence;

/// <summary>The three system calls that flush a folder on Linux and macOS.</summary>
internal static partial class NativeFolder
{
    private const int ReadOnly = 0;

    public static int Open(string path) => OpenNative(path, ReadOnly);

    public static void FlushAndClose(int descriptor)
    {
        _ = FsyncNative(descriptor);
        _ = CloseNative(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FsyncNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseNative(int descriptor);
}
