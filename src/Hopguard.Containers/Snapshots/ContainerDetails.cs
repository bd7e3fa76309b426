using System.Runtime.CompilerServices;
using System.Text.Json;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Containers.Snapshots;

/// <summary>What is kept about a deployment that runs in containers, in the part of its snapshot that is the kind's own.</summary>
public sealed record ContainerDetails
{
    // A snapshot is asked for its parts in every step, and read from JSON once.
    private static readonly ConditionalWeakTable<DeploymentSnapshot, ContainerDetails> Seen = [];

    /// <summary>The compose files it runs with, relative to the folder, in order.</summary>
    public required IReadOnlyList<string> ComposeFiles { get; init; }

    /// <summary>Containers of the project.</summary>
    public required IReadOnlyList<ServiceSnapshot> Services { get; init; }

    /// <summary>Stores by name: where each one's data was found.</summary>
    public required IReadOnlyDictionary<string, StoreSnapshot> Stores { get; init; }

    /// <summary>The details of a snapshot.</summary>
    /// <exception cref="HopguardException">The snapshot is that of another kind of deployment.</exception>
    public static ContainerDetails Of(DeploymentSnapshot snapshot) => Seen.GetValue(snapshot, static one =>
    {
        try
        {
            return one.DetailsAs<ContainerDetails>();
        }
        catch (JsonException other)
        {
            throw new HopguardException($"What was kept of deployment '{one.Project}' is not that of a compose project", "Use the Hopguard that began the run", other);
        }
    });

    /// <summary>The snapshot with these details.</summary>
    public DeploymentSnapshot AddTo(DeploymentSnapshot snapshot) => snapshot.WithDetails(this);

    /// <summary>What the engine tells of it.</summary>
    public DeploymentContents ToContents() => new(
        [.. Services.Select(service => new ServicePlace(service.Service, service.Container, service.Image))],
        Stores.ToDictionary(store => store.Key, store => new StorePlace(store.Value.Service, store.Value.Volume ?? store.Value.External?.ToString()), StringComparer.Ordinal));
}
