using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis;

/// <summary>
/// The stores that a command inside a service can reach: those that the service serves, those that the application says it writes to, and those on volumes that its
/// containers mount for writing. Where no compose file says what they mount, or where they hold the engine's socket, all.
/// </summary>
internal static class Reach
{
    private const string Socket = "docker.sock";

    /// <summary>The names of those stores.</summary>
    /// <param name="service">The service.</param>
    /// <param name="release">The release whose containers run; null where it may be any.</param>
    /// <param name="facts">The application.</param>
    public static IEnumerable<string> Of(string service, Release? release, ApplicationFacts facts)
    {
        var containers = Containers(service, release, facts.Application).ToList();
        var mounts = containers.SelectMany(container => container?.Mounts ?? []).ToList();
        if (containers.Contains(null) || containers.Count == 0 || mounts.Exists(mount => mount.Target.EndsWith(Socket, StringComparison.Ordinal)))
            return facts.Stores.Select(store => store.Name);

        var sources = new HashSet<string?>(mounts.Where(mount => mount is { Source: not null, IsReadOnly: false }).Select(mount => mount.Source), StringComparer.Ordinal);
        return facts.Stores
            .Where(store => store.Service == service || facts.WritersOf(store.Name).Contains(service) || (store.Volume is not null && sources.Contains(store.Volume)) || FoldersOf(store, release, facts.Application).Any(folder => sources.Any(source => Overlap(source!, folder))))
            .Select(store => store.Name);
    }

    // A folder is another one in every release, and reached through each folder that holds it.
    private static IEnumerable<string> FoldersOf(Store store, Release? release, Application application) => store.Mount is null ? [] :
        from container in Containers(store.Service, release, application).OfType<ComposeService>()
        where StoreVolumes.MountOf(store, container) is { HostPath: not null }
        select StoreVolumes.MountOf(store, container)!.HostPath;

    private static bool Overlap(string one, string other) =>
        one == other || one is "." or "/" || one.StartsWith(other + "/", StringComparison.Ordinal) || other.StartsWith(one + "/", StringComparison.Ordinal);

    // The service as each compose file at hand declares it, overlays included; null for a release whose files are not at hand or do not have it.
    private static IEnumerable<ComposeService?> Containers(string service, Release? release, Application application)
    {
        foreach (var running in release is null ? application.Releases.Where(candidate => candidate.Services.Contains(service)) : [release])
        {
            var declared = running.ComposeFacts.Select(file => file.Content is { } content && content.Services.TryGetValue(service, out var found) ? found : null).OfType<ComposeService>().ToList();
            if (running.Compose is null || declared.Count == 0)
                yield return null;

            foreach (var container in declared)
                yield return container;
        }
    }
}
