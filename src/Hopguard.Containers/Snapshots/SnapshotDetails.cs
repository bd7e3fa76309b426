using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Containers.Snapshots;

/// <summary>Lets a snapshot of a compose project be asked for what only such a one has.</summary>
public static class SnapshotDetails
{
    extension(DeploymentSnapshot snapshot)
    {
        /// <inheritdoc cref="ContainerDetails.ComposeFiles"/>
        public IReadOnlyList<string> ComposeFiles => ContainerDetails.Of(snapshot).ComposeFiles;

        /// <inheritdoc cref="ContainerDetails.Services"/>
        public IReadOnlyList<ServiceSnapshot> Services => ContainerDetails.Of(snapshot).Services;

        /// <inheritdoc cref="ContainerDetails.Stores"/>
        public IReadOnlyDictionary<string, StoreSnapshot> Stores => ContainerDetails.Of(snapshot).Stores;

        /// <summary>The store of that name; a plan that names another one was refused before the run.</summary>
        /// <exception cref="HopguardException">It was not found when the run began.</exception>
        public StoreSnapshot Store(string name) => snapshot.Stores.TryGetValue(name, out var store)
            ? store
            : throw new HopguardException($"Store '{name}' was not found in the running deployment");

        /// <summary>Whether the store is there and lies in the project, not in an external database.</summary>
        public bool HasInProject(string name) => snapshot.Stores.TryGetValue(name, out var store) && store.External is null;

        /// <summary>In what it differs from how the deployment was before, where waiting may end that; null in nothing.</summary>
        /// <exception cref="HopguardException">A store lies elsewhere, which no waiting mends.</exception>
        public string? DifferenceFrom(DeploymentSnapshot before)
        {
            foreach (var (name, store) in before.Stores)
            {
                if (snapshot.Stores.GetValueOrDefault(name)?.Volume is var volume && volume != store.Volume)
                    throw new HopguardException($"Store '{name}' is on volume '{volume}' after the rollback instead of '{store.Volume}'");
                if (snapshot.Stores.GetValueOrDefault(name)?.External?.ToString() is var external && external != store.External?.ToString())
                    throw new HopguardException($"Store '{name}' is in {external} after the rollback instead of {store.External}");
            }

            var missing = before.Services.FirstOrDefault(service => service.WasRunning && !snapshot.Services.Any(now => now.IsAsBefore(service)));
            return missing is null ? null : $"Service '{missing.Service}' does not run from the image it ran from before the upgrade ('{missing.Image}')";
        }
    }
}
