using Hopguard.Plans.Model;

namespace Hopguard.Engine.Ports;

/// <summary>Which stores an installation must have: an application's file lists those of all its releases.</summary>
public static class InstalledStores
{
    /// <summary>
    /// The stores to be found in an installation, by name, with the services that have them there: those whose service it runs, and those of its release that are not disposable. A cache that nobody runs is
    /// nobody's loss, and a store of a later release is not there yet.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="version">The installed version; of one that is not listed every store is expected.</param>
    /// <param name="services">The services that have containers.</param>
    public static IEnumerable<Store> Of(Application application, string version, IReadOnlySet<string> services)
    {
        var release = application.FindRelease(version);
        return application.As(release, null).Stores.Values
            .Where(store => store.IsIn(release?.Version))
            // The file names services as the newest release does.
            .Select(store => application.ServiceIn(store.Service, release) is var service && service == store.Service ? store : store with { Service = service })
            .Where(store => services.Contains(store.Service) || (!store.Disposable && (release is null || release.Services.Contains(store.Service, StringComparer.Ordinal))))
            .OrderBy(store => store.Name, StringComparer.Ordinal);
    }
}
