using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Tests.Model;

/// <summary>The stores of an application as its releases have them: a release may serve one by another service, hold it in another volume, or begin to rely on it.</summary>
internal sealed class ModelStores(Application application)
{
    private readonly Dictionary<ReleaseVersion, ImmutableArray<Store>> _known = [];
    private ImmutableArray<Store>? _all;

    /// <summary>The stores that a release has, with the services that have them there.</summary>
    public ImmutableArray<Store> In(Release release)
    {
        if (!_known.TryGetValue(release.Version, out var stores))
        {
            stores = [.. application.As(release, null).Stores.Values.Where(store => store.IsIn(release.Version)).Select(store => store with { Service = application.ServiceIn(store.Service, release) })];
            _known.Add(release.Version, stores);
        }

        return stores;
    }

    /// <summary>The stores of a version that something on the engine is of.</summary>
    public ImmutableArray<Store> In(ReleaseVersion version) => In(application.FindRelease(version)!);

    /// <summary>Every store as some release has it.</summary>
    public ImmutableArray<Store> All() => _all ??= [.. application.Releases.SelectMany(release => In(release)).Distinct()];

    /// <summary>Whether the data that a store of one release holds was there in another already, in the same volume or in the store that it replaces.</summary>
    public bool WasIn(Release before, Store store) => In(before).Any(earlier =>
        before.Services.Contains(earlier.Service) && (earlier.Name == store.Name ? earlier.Volume == store.Volume : application.SuccessorOf(application.Stores[earlier.Name])?.Name == store.Name));
}
