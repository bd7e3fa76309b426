using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Ports;

/// <summary>A store of a deployment that lies in an external database.</summary>
/// <param name="Store">The store.</param>
/// <param name="Server">Where it lies.</param>
/// <param name="Project">The compose project whose services know the password.</param>
public sealed record ExternalStore(Store Store, ExternalServer Server, ComposeProject Project);

/// <summary>What is asked of databases outside of the project, and done to them. Everything is done as the role that services log in as, which need be no superuser.</summary>
public interface IExternalServers
{
    /// <summary>The server's major, as it tells it.</summary>
    /// <exception cref="HopguardException">It cannot be reached from here, or refuses the role.</exception>
    Task<int> ReadMajorAsync(ExternalStore store, CancellationToken cancellationToken);

    /// <summary>Bytes that a dump or a restore of the database has to reckon with.</summary>
    Task<long> MeasureAsync(ExternalStore store, CancellationToken cancellationToken);

    /// <inheritdoc cref="IStoreProbe.FindRowsAsync"/>
    Task<IReadOnlyList<IReadOnlyList<string>>?> FindRowsAsync(ExternalStore store, string query, int most, CancellationToken cancellationToken);

    /// <summary>Clients connected to the database now, other than Hopguard's own sessions.</summary>
    Task<IReadOnlyList<StoreClient>> ListClientsAsync(ExternalStore store, CancellationToken cancellationToken);

    /// <summary>The address that the server sees Hopguard's own sessions come from; null where they come over its socket.</summary>
    Task<string?> FindOwnAddressAsync(ExternalStore store, CancellationToken cancellationToken);

    /// <summary>Lets everybody in again where a dump of this run has closed the database to keep late writers out; nothing otherwise.</summary>
    Task OpenAsync(ExternalStore store, StepContext context, CancellationToken cancellationToken);
}
