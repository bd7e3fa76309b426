using System.Text.Json;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>What is kept about a deployment on a cluster, in the part of its snapshot that is the kind's own.</summary>
internal sealed record WorkloadDetails
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The service by which the deployment was found.</summary>
    public required string Service { get; init; }

    /// <summary>The Deployment that runs it.</summary>
    public required string Workload { get; init; }

    /// <summary>The pod that it ran in.</summary>
    public required string Pod { get; init; }

    /// <summary>The container of the pod.</summary>
    public required string Container { get; init; }

    /// <summary>Its image.</summary>
    public required string Image { get; init; }

    /// <summary>The details of a snapshot.</summary>
    /// <exception cref="HopguardException">The snapshot is that of another kind of deployment.</exception>
    public static WorkloadDetails Of(DeploymentSnapshot snapshot)
    {
        try
        {
            return snapshot.DetailsAs<WorkloadDetails>();
        }
        catch (JsonException other)
        {
            throw new HopguardException($"What was kept of deployment '{snapshot.Project}' is not that of one on a cluster", "Use the Hopguard that began the run", other);
        }
    }

    /// <summary>The snapshot with these details.</summary>
    public DeploymentSnapshot AddTo(DeploymentSnapshot snapshot) => snapshot.WithDetails(this);
}
