using Hopguard.Containers.Ports;
using Hopguard.Engine.Secrets;

namespace Hopguard.Containers.Projects;

/// <summary>
/// A setting that stands in a file: <c>POSTGRES_PASSWORD_FILE</c> and its like. What such a file holds is read where the host has it, since whoever is not in the container does not see what that mounts; compose
/// puts a secret that comes from a variable into the container alone.
/// </summary>
public static class SecretFile
{
    /// <summary>What the name of such a setting ends with.</summary>
    public const string Suffix = "_FILE";

    /// <summary>Where a container sees its secrets: those of compose, and those that people mount themselves.</summary>
    private const string Folder = "/run/secrets";

    // A longer one is no secret but an archive of something.
    private const int LongestSecret = 64 * 1024;

    /// <summary>Has the redactor know what a container has for secrets: its settings, the files that these name, and whatever is mounted where secrets are.</summary>
    /// <param name="redactor">What keeps them out of everything that is written; null where nobody asks.</param>
    /// <param name="environment">The settings.</param>
    /// <param name="mounts">What the container mounts.</param>
    public static void Learn(Redactor? redactor, IReadOnlyDictionary<string, string> environment, IReadOnlyList<ContainerMount> mounts)
    {
        if (redactor is null)
            return;

        redactor.Learn(environment);
        var named = environment.Where(setting => setting.Key.EndsWith(Suffix, StringComparison.Ordinal) && SecretNames.IsSecret(setting.Key[..^Suffix.Length], string.Empty))
            .Select(setting => HostPath(setting.Value, mounts)).OfType<string>();
        var mounted = mounts.Where(mount => mount.Kind == "bind" && (mount.Target == Folder || mount.Target.StartsWith(Folder + "/", StringComparison.Ordinal))).SelectMany(mount => FilesAt(mount.Source));
        foreach (var path in named.Concat(mounted).Distinct(StringComparer.Ordinal))
            LearnFile(redactor, path);
    }

    /// <summary>Has the redactor know a file that is a secret: what it holds, and the values of the settings in it where it holds such.</summary>
    public static void LearnFile(Redactor redactor, string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 and <= LongestSecret } || Read(path) is not { Length: > 0 } secret)
            return;

        redactor.LearnSecret(secret);
        redactor.LearnFile(path);
    }

    /// <summary>What a container is told by a variable, or by the file that the variable's twin names; null where neither is there, or the file cannot be read here.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="environment">The container's settings.</param>
    /// <param name="mounts">What the container mounts.</param>
    /// <param name="locate">Where a path of the host is to be read now.</param>
    public static string? Told(string variable, IReadOnlyDictionary<string, string> environment, IReadOnlyList<ContainerMount> mounts, Func<string, string>? locate = null) =>
        environment.GetValueOrDefault(variable) is { Length: > 0 } value ? value
        : environment.GetValueOrDefault(variable + Suffix) is { Length: > 0 } file ? Find(file, mounts, locate) : null;

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

    private static IEnumerable<string> FilesAt(string path)
    {
        try
        {
            return Directory.Exists(path) ? Directory.GetFiles(path) : [path];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
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
