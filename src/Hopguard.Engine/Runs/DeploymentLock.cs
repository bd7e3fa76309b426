using System.Text.Json;
using Hopguard.Engine.Evidence;

namespace Hopguard.Engine.Runs;

/// <summary>
/// One run per deployment, held on the deployment's host. The operating system holds the lock and drops it with the process that took it, so a killed run leaves
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
    /// <exception cref="HopguardException">Another process has it; the message names its owner.</exception>
    public static DeploymentLock Take(string stateFolder, TimeProvider clock)
    {
        var ownerPath = Path.Combine(stateFolder, "lock.owner.json");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(stateFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw Refusal(stateFolder, ownerPath, clock);
        }

        DurableFile.Write(ownerPath, JsonSerializer.SerializeToUtf8Bytes(RunOwner.Current(clock)));
        var period = TimeSpan.FromSeconds(10);
        return new DeploymentLock(file, clock.CreateTimer(_ => Beat(ownerPath), null, period, period));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _heartbeat.Dispose();
        _file.Dispose();
    }

    private static void Beat(string ownerPath)
    {
        try
        {
            File.SetLastWriteTimeUtc(ownerPath, DateTime.UtcNow);
        }
        catch (IOException)
        {
            // The heartbeat tells others that the owner lives; the lock itself does not depend on it.
        }
    }

    private static HopguardException Refusal(string stateFolder, string ownerPath, TimeProvider clock)
    {
        var owner = ReadOwner(ownerPath);
        var age = clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(ownerPath);
        var whose = owner is null ? "another process" : $"{owner} since {owner.Since:yyyy-MM-dd HH:mm:ss} UTC, last heard of {age.TotalSeconds:0} s ago";
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
