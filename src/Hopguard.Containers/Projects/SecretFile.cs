using Hopguard.Containers.Ports;

namespace Hopguard.Containers.Projects;

/// <summary>
/// A setting that stands in a file: <c>POSTGRES_PASSWORD_FILE</c> and its like. What such a file holds is read where the host has it, since whoever is not in the container does not see what that mounts; compose
/// puts a secret that comes from a variable into the container alone.
/// </summary>
public static class SecretFile
{
    /// <summary>What the name of such a setting ends with.</summary>
    public const string Suffix = "_FILE";

    /// <summary>What the file holds, without the line ends at its end; null where the host does not have it, or this user may not read it.</summary>
    /// <param name="file">The path that the container sees.</param>
    /// <param name="mounts">What the container mounts.</param>
    /// <param name="locate">Where a path of the host is to be read now.</param>
    public static string? Find(string file, IReadOnlyList<ContainerMount> mounts, Func<string, string>? locate = null) =>
        HostPath(file, mounts) is { } path ? Read(locate?.Invoke(path) ?? path) : null;

    private static string? HostPath(string file, IReadOnlyList<ContainerMount> mounts)
    {
        var mount = mounts.Where(mount => mount.Kind == "bind" && (file == mount.Target || file.StartsWith(mount.Target.TrimEnd('/') + "/", StringComparison.Ordinal))).MaxBy(mount => mount.Target.Length);
        return mount is null ? null : mount.Source + file[mount.Target.TrimEnd('/').Length..];
    }

    // The official image's own script drops line ends at the end.
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
