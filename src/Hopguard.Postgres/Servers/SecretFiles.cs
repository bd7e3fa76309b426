using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;

namespace Hopguard.Postgres.Servers;

/// <summary>Settings of the official image that stand in files, as a server needs them that is started beside the deployment, and whoever connects to one.</summary>
internal static class SecretFiles
{
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
            if (!environment.TryGetValue(name + SecretFile.Suffix, out var file) || SecretFile.Find(file, mounts, locate) is not { } value)
                continue;

            resolved.Remove(name + SecretFile.Suffix);
            resolved[name] = value;
        }

        return resolved;
    }
}
