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

        var volumes = new HashSet<string?>(mounts.Where(mount => mount is { Volume: not null, IsReadOnly: false }).Select(mount => mount.Volume), StringComparer.Ordinal);
        return facts.Stores
            .Where(store => store.Service == service || facts.WritersOf(store.Name).Contains(service) || (store.Volume is not null && volumes.Contains(store.Volume)))
            .Select(store => store.Name);
    }

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
