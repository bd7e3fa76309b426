using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Volumes;

/// <summary>
/// Makes and removes the volumes that a run puts data into. Where a store lies in a folder of the host, such a volume stands for a folder beside that: data moves there by rename
/// whatever its size, and lies where an operator looks for it. The volume's labels say whose it is.
/// </summary>
/// <param name="engine">The engine of the deployment.</param>
public sealed class MadeVolumes(IContainerEngine engine)
{
    private const string Mounted = "/hopguard/folders";
    private const string Make = "mkdir -p -m 700 \"$1\"";
    private const string Remove = "rm -rf -- \"$1\" && sync";

    /// <summary>Where volumes for a store's data are made: the folder of the host that they lie in, or where that is the engine's own, the store's volume in place of it.</summary>
    /// <param name="place">The store's volume or folder.</param>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Stops waiting for the engine.</param>
    /// <remarks>Not inside of the deployment's folder: a step may exchange that while data is put aside.</remarks>
    public async Task<string> FindPlaceAsync(string place, StepContext context, CancellationToken cancellationToken)
    {
        if ((await engine.FindVolumeAsync(place, cancellationToken))?.BoundFolder is not { } folder)
            return place;

        var deployment = context.Before.Folder.TrimEnd('/');
        return Path.GetDirectoryName(folder.StartsWith(deployment + "/", StringComparison.Ordinal) ? deployment : folder.TrimEnd('/')) ?? "/";
    }

    /// <summary>Makes a volume for data of a store; one that this run has made already is no error.</summary>
    /// <param name="name">The volume.</param>
    /// <param name="place">The volume or the folder that the store lies in.</param>
    /// <param name="role">What it is for, as its label says.</param>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="HopguardException">A volume of that name is not of this run.</exception>
    public async Task CreateAsync(string name, string place, string role, StepContext context, CancellationToken cancellationToken)
    {
        var beside = await FindPlaceAsync(place, context, cancellationToken);
        if (!ContainerMount.IsFolder(beside))
        {
            await engine.CreateVolumeAsync(name, context.Labels(role), cancellationToken);
            return;
        }

        // The volume first: a folder that nothing tells of would stay for ever.
        await engine.CreateFolderVolumeAsync(name, Path.Combine(beside, name), context.Labels(role), cancellationToken);
        await RunAsync(Make, beside, name, context, cancellationToken);
    }

    /// <summary>Removes a volume with what it holds; one that is not there is no error. Only for what the caller has proved to be held elsewhere, or has made itself.</summary>
    /// <exception cref="HopguardException">The volume is in use, or stands for a folder that no run has made.</exception>
    public async Task RemoveAsync(string name, StepContext context, CancellationToken cancellationToken)
    {
        if (await engine.FindVolumeAsync(name, cancellationToken) is not { } volume)
            return;

        if (volume.BoundFolder is { } folder)
        {
            if (Path.GetFileName(folder) != name || !volume.Labels.ContainsKey(EngineLabels.Run))
                throw new HopguardException($"Folder '{folder}' of volume '{name}' was not made by Hopguard, so it is not removed");
            if (await engine.FindUsersAsync(name, cancellationToken) is { } users)
                throw new HopguardException($"Volume '{name}' is in use by {users}", $"Stop what uses volume '{name}': {users}") { AfterRollback = VolumeUsers.AfterRollback(users) };

            await RunAsync(Remove, Path.GetDirectoryName(folder)!, name, context, cancellationToken);
        }

        await engine.RemoveVolumeAsync(name, cancellationToken);
    }

    /// <summary>
    /// Removes a volume that nothing needs any more: its content was moved, or can be restored again. That decides nothing, since somebody's stopped container may mount it: where the
    /// engine does not let it go it stays, and the report names it.
    /// </summary>
    /// <param name="name">The volume.</param>
    /// <param name="kept">What the report calls it where it stays.</param>
    /// <param name="context">The step's.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> TryRemoveAsync(string name, string kept, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync(name, context, cancellationToken);
            context.Memory.Keeps(kept, string.Empty);
            return true;
        }
        catch (HopguardException trouble) when (!cancellationToken.IsCancellationRequested)
        {
            context.Log($"Volume '{name}' is not needed any more and stays: {trouble.Message}");
            context.Memory.Keeps(kept, name);
            return false;
        }
    }

    // Through the engine, since this program may be neither root nor on its host.
    private async Task RunAsync(string script, string folder, string name, StepContext context, CancellationToken cancellationToken)
    {
        var image = await ToolImage.FindAsync(engine, context, cancellationToken);
        var result = await engine.RunAsync(
            new ContainerSpec
            {
                Image = image.Id,
                Owner = image.Owner,
                Entrypoint = ["sh", "-c", script, "sh", $"{Mounted}/{name}"],
                Command = [],
                User = "0:0",
                Network = ContainerSpec.NoNetwork,
                Mounts = [new ContainerMount("bind", folder, Mounted, ReadOnly: false)],
            },
            onLine: null,
            cancellationToken);
        if (result.ExitCode != 0)
            throw new HopguardException($"Folder '{Path.Combine(folder, name)}' cannot be made or removed: {result.Error.Trim()}", $"Look whether the file system of '{folder}' is full or read-only, then run the same command again");
    }
}
