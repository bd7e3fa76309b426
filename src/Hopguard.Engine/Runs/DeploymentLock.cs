using System.Text.Json;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;

namespace Hopguard.Engine.Runs;

/// <summary>
/// One process per state folder: two would tear its journals, even where they mean different engines. The operating system holds the lock and drops it with the process that took it, so a killed run leaves
/// no lock behind and a living one cannot be robbed; the owner's name and heartbeat stand in a file beside it.
/// </summary>
public sealed class DeploymentLock : IDisposable
{
    private readonly FileStream _file;
    private readonly ITimer _heartbeat;

    private DeploymentLock(FileStream file, ITimer heartbeat)
    {
        _file = file;
        _heartbeat = heartbeat;
    }

    /// <summary>Takes the lock of a state folder.</summary>
    /// <exception cref="HopguardException">Another process has it and the message names its owner, or the folder cannot hold a lock.</exception>
    public static DeploymentLock Take(string stateFolder, TimeProvider clock)
    {
        var lockPath = Path.Combine(stateFolder, "lock");
        var ownerPath = Path.Combine(stateFolder, "lock.owner.json");
        FileStream? file = null;
        try
        {
            file = Open(lockPath);
            RequireWorkingLocks(lockPath);
            DurableFile.Write(ownerPath, JsonSerializer.SerializeToUtf8Bytes(RunOwner.Current(clock)));
            var period = TimeSpan.FromSeconds(10);
            return new DeploymentLock(file, clock.CreateTimer(_ => Beat(ownerPath), null, period, period));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw file is null && IsHeldElsewhere(trouble)
                ? Refusal(stateFolder, ownerPath, clock)
                : new HopguardException($"State folder '{stateFolder}' cannot be locked: {trouble.Message}", "Make it writable, free space where its disk is full, or give another one with --state", trouble);
        }
    }

    /// <summary>Who holds the lock of a state folder now; null when nobody does. Takes nothing.</summary>
    public static string? FindOwner(string stateFolder)
    {
        var lockPath = Path.Combine(stateFolder, "lock");
        if (!File.Exists(lockPath))
            return null;

        try
        {
            new FileStream(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return IsHeldElsewhere(trouble) ? ReadOwner(Path.Combine(stateFolder, "lock.owner.json"))?.ToString() ?? "another process" : null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _heartbeat.Dispose();
        _file.Dispose();
    }

    private static FileStream Open(string lockPath) => new(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    // Some network file systems grant every lock, and DOTNET_SYSTEM_IO_DISABLEFILELOCKING does so everywhere: a lock that can be taken twice protects nothing.
    private static void RequireWorkingLocks(string lockPath)
    {
        try
        {
            Open(lockPath).Dispose();
        }
        catch (IOException refused) when (IsHeldElsewhere(refused))
        {
            return;
        }

        throw new IOException("its file system does not keep locks");
    }

    // EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.
    private static bool IsHeldElsewhere(Exception trouble) => trouble.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static void Beat(string ownerPath)
    {
        try
        {
            File.SetLastWriteTimeUtc(ownerPath, DateTime.UtcNow);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // The heartbeat tells others that the owner lives; the lock itself does not depend on it.
        }
    }

    private static HopguardException Refusal(string stateFolder, string ownerPath, TimeProvider clock)
    {
        var owner = ReadOwner(ownerPath);
        var age = clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(ownerPath);
        var whose = owner is null ? "another process" : $"{owner} since {UtcTimes.Of(owner.Since)}, last heard of {Durations.Of(age)} ago";
        return new HopguardException(
            $"Deployment with state folder '{stateFolder}' is being worked on by {whose}",
            "Wait until that run has ended; the lock goes with its process, there is nothing to delete");
    }

    private static RunOwner? ReadOwner(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunOwner>(File.ReadAllBytes(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            return null;
        }
    }
}
