using Hopguard.Engine.Evidence;

namespace Hopguard.Containers.Edits;

/// <summary>
/// A file of the operator's in which a few bytes change. It is replaced as a whole by a rename, so that a kill leaves the old file or the new one; mode and owner stay, and a link stays a link.
/// </summary>
/// <param name="path">The file, or a link to it.</param>
/// <param name="runId">The run, for the name of the file beside it.</param>
internal sealed class EditedFile(string path, string runId)
{
    private readonly string _target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    /// <summary>Whether there is such a file.</summary>
    public bool Exists => File.Exists(_target);

    /// <summary>What stands against replacing it, as a clause; null where nothing does.</summary>
    public string? Hindrance =>
        NativeFile.IsMountPoint(_target) ? $"'{_target}' is mounted there by itself and cannot be replaced: edit it where it comes from"
        : !NativeFile.MayWriteInto(Folder) ? $"this user may not write into '{Folder}': run as its owner or as root"
        : null;

    private string Folder => Path.GetDirectoryName(_target)!;

    private string Temporary => $"{_target}.hopguard-{runId}";

    /// <summary>Puts other bytes in the place of those that it has.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        using (var stream = new FileStream(Temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            // Closed to others before anything is in it: an environment file holds passwords.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Temporary, Exists ? File.GetUnixFileMode(_target) : UnixFileMode.UserRead | UnixFileMode.UserWrite);
            NativeFile.CopyOwner(Exists ? _target : Folder, Temporary);
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(Temporary, _target, overwrite: true);
        DurableFile.FlushFolder(Folder);
    }

    /// <summary>Removes what a kill left beside it.</summary>
    public void CleanUp() => Engine.Evidence.CleanUp.File(Temporary);

    /// <summary>Removes the file.</summary>
    public void Delete()
    {
        File.Delete(_target);
        DurableFile.FlushFolder(Folder);
    }
}
