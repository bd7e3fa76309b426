namespace Hopguard.Plans.Model;

/// <summary>Where the official image of PostgreSQL, and images that are made from it, keep their data.</summary>
public static class PostgreSqlFolder
{
    private const string Parent = "/var/lib/postgresql";

    /// <summary>The folder for which the image declares a volume: whatever is mounted above it does not hold the data.</summary>
    public static string MountOf(int major) => major >= 18 ? Parent : Parent + "/data";

    /// <summary>Whether a mount of a service holds the data.</summary>
    public static bool IsIn(string target, int major, ComposeService service) =>
        IsIn(target, major, service.Environment.TryGetValue("PGDATA", out var set) ? set.Text : null, service.Mounts.Select(mount => mount.Target));

    /// <summary>The same of a service that runs, or would.</summary>
    /// <param name="target">Where the mount is.</param>
    /// <param name="major">The major of its image.</param>
    /// <param name="dataFolder">What its environment says of the folder; null where it says nothing.</param>
    /// <param name="mounts">Where all mounts of the service are.</param>
    public static bool IsIn(string target, int major, string? dataFolder, IEnumerable<string> mounts)
    {
        var data = dataFolder ?? (major >= 18 ? $"{Parent}/{major.ToString(System.Globalization.CultureInfo.InvariantCulture)}/docker" : Parent + "/data");
        var holder = mounts.Append(MountOf(major)).Where(folder => Holds(folder, data)).OrderByDescending(folder => folder.Length).FirstOrDefault();
        return holder == target;
    }

    private static bool Holds(string folder, string data) => data == folder || data.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
