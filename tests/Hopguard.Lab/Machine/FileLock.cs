namespace Hopguard.Lab;

/// <summary>A turn between processes. The lock is an <c>flock</c> on the file, so shell scripts take part with the command of that name, and it ends with its process.</summary>
public sealed class FileLock : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    readonly FileStream _file;

    FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the turn.</summary>
    public static async Task<FileLock> TakeAsync(string path, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            if (TryTake(path) is { } taken)
                return taken;
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Takes the turn if nobody has it, else null.</summary>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
