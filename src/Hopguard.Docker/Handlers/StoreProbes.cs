using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Handlers;

/// <summary>The stores of a deployment whose servers can be asked, each with the one who asks.</summary>
internal sealed class StoreProbes(IEnumerable<IStoreProbe> probes)
{
    private readonly Dictionary<StoreKind, IStoreProbe> _byKind = probes.ToDictionary(probe => probe.Kind);

    /// <summary>What can ask a store of this kind.</summary>
    /// <exception cref="HopguardException">This build knows nothing that can.</exception>
    public IStoreProbe Of(Store store) =>
        _byKind.GetValueOrDefault(store.Kind) ?? throw new HopguardException($"Store '{store.Name}' cannot be asked: nothing here knows stores of kind '{store.Kind}'");

    /// <summary>Stores with a server of the project that is worth asking, among those of the services named.</summary>
    public IEnumerable<(Store Store, IStoreProbe Probe)> Served(StepContext context, IReadOnlyCollection<string> services) =>
        context.Application.Stores.Values
            .Where(store => services.Contains(store.Service) && _byKind.ContainsKey(store.Kind) && context.Before.HasInProject(store.Name))
            .OrderBy(store => store.Name, StringComparer.Ordinal)
            .Select(store => (store, _byKind[store.Kind]));
}
