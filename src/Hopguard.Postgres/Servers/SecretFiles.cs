using Hopguard.Containers.Ports;

namespace Hopguard.Postgres.Servers;

/// <summary>
/// Settings of the official image that stand in files: <c>POSTGRES_PASSWORD_FILE</c> and its like. What such a file holds is read where the host has it, since a server that
/// is started beside the deployment, and whoever connects to one, does not see what the container mounts.
/// </summary>
internal static class SecretFiles
{
    private const string Suffix = "_FILE";
    private static readonly string[] Names = ["POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"];

    /// <summary>The environment with the values themselves in place of the names of files; one that the host does not have, or this user may not read, is left as it is.</summary>
    /// <param name="environment">The environment of a container; may hold secrets, as does the result.</param>
    /// <param name="mounts">What the container mounts.</param>
    /// <param name="locate">Where a path of the host is to be read now.</param>
    public static IReadOnlyDictionary<string, string> Resolve(
        IReadOnlyDictionary<string, string> environment, IReadOnlyList<ContainerMount> mounts, Func<string, string>? locate = null)
    {
        var resolved = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var name in Names)
        {
            if (!environment.TryGetValue(name + Suffix, out var file) || HostPath(file, mounts) is not { } path || Read(locate?.Invoke(path) ?? path) is not { } value)
                continue;

            resolved.Remove(name + Suffix);
            resolved[name] = value;
        }

        return resolved;
    }

    private static string? HostPath(string file, IReadOnlyList<ContainerMount> mounts)
    {
        var mount = mounts.Where(mount => mount.Kind == "bind" && (file == mount.Target || file.StartsWith(mount.Target.TrimEnd('/') + "/", StringComparison.Ordinal))).MaxBy(mount => mount.Target.Length);
        return mount is null ? null : mount.Source + file[mount.Target.TrimEnd('/').Length..];
    }

    // The image's own script drops line ends at the end.
    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
