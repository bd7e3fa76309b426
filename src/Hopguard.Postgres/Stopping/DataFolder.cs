using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Postgres.Stopping;

/// <summary>Where the data of a server lies on the engine, whether its container exists or not.</summary>
/// <param name="Kind"><c>volume</c> or <c>bind</c>.</param>
/// <param name="Source">The volume's name, or the host's path.</param>
/// <param name="Path">The cluster's folder below it; empty when it is the root itself.</param>
public sealed record DataFolder(string Kind, string Source, string Path)
{
    private const string DefaultFolder = "/var/lib/postgresql/data";

    /// <summary>Finds it by the container's mounts and the folder that its environment names.</summary>
    /// <exception cref="HopguardException">The data lies in the container itself.</exception>
    public static DataFolder Of(ContainerState container)
    {
        var folder = container.Environment.GetValueOrDefault("PGDATA") is { Length: > 0 } named ? named.TrimEnd('/') : DefaultFolder;
        var mount = container.Mounts.Where(mount => folder == mount.Target || folder.StartsWith(mount.Target.TrimEnd('/') + "/", StringComparison.Ordinal)).MaxBy(mount => mount.Target.Length)
            ?? throw new HopguardException($"The data folder '{folder}' of container '{container.Name}' lies on no volume", "Move the data into a named volume first");
        return new DataFolder(mount.Kind, mount.Source, folder[mount.Target.TrimEnd('/').Length..].TrimStart('/'));
    }
}
