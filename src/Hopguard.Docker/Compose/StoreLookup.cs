using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>
/// Finds the volume of a store: the one that the running container mounts where the compose file's volume key says; or the folder of the host, which it mounts where the
/// application's file says. Names are never guessed from the project's name, which changes with a folder's.
/// </summary>
internal sealed partial class StoreLookup(IContainerEngine engine, Func<CancellationToken, Task<ComposeConfiguration>> render)
{
    /// <summary>Where the store's data is.</summary>
    /// <exception cref="HopguardException">Its service has no running container, or the data lies where a recreated container would lose it.</exception>
    public async Task<StoreSnapshot> FindAsync(Store store, IReadOnlyList<ContainerState> containers, CancellationToken cancellationToken)
    {
        var container = containers.FirstOrDefault(candidate => candidate.Service == store.Service)
            ?? throw new HopguardException($"Store '{store.Name}' is served by service '{store.Service}', which has no container", "Start the whole deployment first");
        if (!container.IsAlive)
            throw new HopguardException($"Container '{container.Name}' of store '{store.Name}' is stopped", "Start the whole deployment first");

        if (!store.IsKept)
            return new StoreSnapshot(store.Service, container.Name, null, null);

        var mount = store.Mount is null ? await FindMountAsync(store, container, cancellationToken) : FindFolder(store, container);
        if (store.Kind == StoreKind.PostgreSql)
            RequireDataOn(mount, store, container);

        return new StoreSnapshot(store.Service, container.Name, mount.Source, mount.Target);
    }

    private async Task<ContainerMount> FindMountAsync(Store store, ContainerState container, CancellationToken cancellationToken)
    {
        foreach (var mount in container.Mounts.Where(mount => mount.Kind == "volume"))
        {
            var volume = await engine.FindVolumeAsync(mount.Source, cancellationToken);
            if (volume?.Labels.GetValueOrDefault(ComposeLabels.Volume) == store.Volume)
                return mount;
        }

        // An external volume carries no label of compose: there the compose files say at which path the key is mounted.
        var configuration = await render(cancellationToken);
        var fullName = configuration.Volumes.GetValueOrDefault(store.Volume!);
        var target = configuration.Services.GetValueOrDefault(store.Service)?.Mounts.FirstOrDefault(mount => mount.Source == fullName)?.Target;
        return Require(container.Mounts.FirstOrDefault(mount => mount.Target == target), store, container);
    }

    private static ContainerMount FindFolder(Store store, ContainerState container) => container.Mounts.FirstOrDefault(mount => mount.Target.TrimEnd('/') == store.Mount) switch
    {
        null => throw new HopguardException(
            $"Container '{container.Name}' mounts nothing at '{store.Mount}', where store '{store.Name}' should be in a folder of the host",
            "Recreate the deployment from its compose files, or correct the store in the application's file"),
        { Kind: "bind" } mount => mount with { Source = RealPath.Of(mount.Source) },
        { Kind: "volume" } mount when IsAnonymous(mount.Source) => throw Anonymous(store, container, mount),
        var mount => throw new HopguardException(
            $"Store '{store.Name}' lies in '{mount.Source}' ({mount.Kind}), not in a folder of the host", "Declare the store with 'volume' instead of 'mount' in the application's file"),
    };

    private static ContainerMount Require(ContainerMount? mount, Store store, ContainerState container) => mount switch
    {
        null => throw new HopguardException(
            $"Container '{container.Name}' does not mount the volume '{store.Volume}' that store '{store.Name}' should be in",
            "Recreate the deployment from its compose files, or correct the store in the application's file"),
        { Kind: not "volume" } => throw new HopguardException(
            $"Store '{store.Name}' lies in '{mount.Source}' ({mount.Kind}), not in a volume", $"Declare the store with 'mount: {mount.Target}' instead of 'volume' in the application's file, or move its data into the compose file's named volume"),
        _ when IsAnonymous(mount.Source) => throw Anonymous(store, container, mount),
        _ => mount,
    };

    // The server's data folder may lie on another, deeper mount than the named volume: an anonymous one that the image declares.
    private static void RequireDataOn(ContainerMount named, Store store, ContainerState container)
    {
        if (!container.Environment.TryGetValue("PGDATA", out var folder))
            return;

        var holder = container.Mounts.Where(mount => IsWithin(folder, mount.Target)).MaxBy(mount => mount.Target.Length);
        if (holder is null)
        {
            throw new HopguardException(
                $"The data folder '{folder}' of store '{store.Name}' lies in container '{container.Name}' itself, on no volume, and is lost with it",
                "Take a dump by hand and move the data into the named volume first");
        }

        if (holder.Kind == "volume" && IsAnonymous(holder.Source))
            throw Anonymous(store, container, holder);

        if (holder.Target != named.Target)
        {
            throw new HopguardException(
                $"The data folder '{folder}' of store '{store.Name}' lies on '{holder.Source}', not on the compose file's volume '{store.Volume}'",
                "Move the data into the named volume first");
        }
    }

    private static HopguardException Anonymous(Store store, ContainerState container, ContainerMount mount) => new(
        $"Store '{store.Name}' lies on the anonymous volume '{mount.Source}' of container '{container.Name}', which is lost when the container is recreated",
        "Copy it into the compose file's named volume first");

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static bool IsAnonymous(string volume) => SixtyFourDigits().IsMatch(volume);

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex SixtyFourDigits();
}
