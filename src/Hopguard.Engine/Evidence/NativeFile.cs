using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hopguard.Engine.Evidence;

/// <summary>What .NET does not tell or change about files of Linux: kind, owner, room ahead, and whether something is mounted there.</summary>
public static partial class NativeFile
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicFields = 0x7ff;
    private const int MayWrite = 2;
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int KeepSize = 1;

    /// <summary>Whether it is a regular file: no socket, pipe or device. True where that cannot be asked.</summary>
    public static bool IsRegular(string path) => Look(path) is not { } found || (found.Mode & KindMask) == RegularKind;

    /// <summary>Gives <paramref name="target"/>, itself and not what it may link to, the owner and group of <paramref name="model"/>; only root may do so, and for others nothing happens.</summary>
    public static void CopyOwner(string model, string target)
    {
        if (Environment.IsPrivilegedProcess && Look(model) is { } found)
            _ = ChangeOwnerNative(target, found.Owner, found.Group);
    }

    /// <summary>Takes room on the disk for what will be written at a place of an open file, which stays as long as it is; false where there is none, or the file system knows no such thing.</summary>
    public static bool Allocate(SafeFileHandle file, long from, long length) => OperatingSystem.IsLinux() && AllocateNative(file, KeepSize, (nint)from, (nint)length) == 0;

    /// <summary>Whether this process may write into the folder.</summary>
    public static bool MayWriteInto(string folder) => !OperatingSystem.IsLinux() || AccessNative(folder, MayWrite) == 0;

    /// <summary>Whether a file system or another folder is mounted just there, so that it cannot be renamed.</summary>
    public static bool IsMountPoint(string path)
    {
        const string table = "/proc/self/mountinfo";
        return File.Exists(table) && File.ReadLines(table).Select(line => line.Split(' ')).Any(fields => fields.Length > 4 && Unescaped(fields[4]) == path);
    }

    // Blank, tabulator, line break and backslash stand there as three octal digits.
    private static string Unescaped(string text) => text.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);

    // The layout of struct statx is the same on every architecture, unlike that of struct stat.
    private static (uint Owner, uint Group, int Mode)? Look(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        var answer = new byte[256];
        return StatNative(CurrentFolder, path, DoNotFollow, BasicFields, answer) != 0
            ? null
            : (BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(20)), BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(24)), BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(28)));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatNative(int folder, string path, int flags, uint mask, byte[] answer);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwnerNative(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "fallocate")]
    private static partial int AllocateNative(SafeFileHandle file, int mode, nint from, nint length);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AccessNative(string path, int mode);
}
