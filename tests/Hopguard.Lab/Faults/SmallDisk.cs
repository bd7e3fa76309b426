using System.Globalization;

namespace Hopguard.Lab;

/// <summary>A folder that is a file system of its own, of a few megabytes, in memory: for running out of space without harming the machine. Needs root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Makes one.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-lab-disk-").FullName;
        await new LabCommand("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=755"), "hopguard-lab", folder).RunAsync();
        return new SmallDisk(folder);
    }

    /// <summary>Fills it up, but for so many bytes.</summary>
    public void Fill(long leave = 0)
    {
        using var file = new FileStream(Path.Combine(Folder, "filler"), FileMode.Create);
        var room = new DriveInfo(Folder).AvailableFreeSpace - leave;
        var block = new byte[4096];
        for (; room >= block.Length; room -= block.Length)
            file.Write(block);
    }

    /// <summary>Takes every byte that there is or that becomes free, until it is let go of: somebody else writes and does not stop.</summary>
    public IDisposable KeepFull()
    {
        var file = new FileStream(Path.Combine(Folder, "grower"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var isOver = new ManualResetEventSlim();
        var grower = new Thread(() =>
        {
            var block = new byte[4096];
            while (!isOver.Wait(TimeSpan.FromMilliseconds(1)))
            {
                try
                {
                    while (!isOver.IsSet)
                        file.Write(block);
                }
                catch (IOException)
                {
                    // Full, for now.
                }
            }
        });
        grower.Start();
        return new Growth(() =>
        {
            isOver.Set();
            grower.Join();
            file.Dispose();
            File.Delete(file.Name);
        });
    }

    sealed class Growth(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    /// <summary>A volume of so many megabytes, in memory, with the lab's label.</summary>
    public static Task<string> CreateVolumeAsync(LabEngine engine, int megabytes, string name) =>
        engine.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=small", "--driver", "local", "--opt", "type=tmpfs", "--opt", "device=tmpfs",
            "--opt", string.Create(CultureInfo.InvariantCulture, $"o=size={megabytes}m"), name);

    /// <summary>Unmounts and removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await new LabCommand("umount", "--lazy", Folder).RunAsync();
        Directory.Delete(Folder);
    }
}
