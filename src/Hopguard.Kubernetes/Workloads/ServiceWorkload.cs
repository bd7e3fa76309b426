using Hopguard.Plans.Model;
using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>A service of an application, found on a cluster.</summary>
/// <param name="Service">The service.</param>
/// <param name="Deployment">What runs it.</param>
/// <param name="Form">By which labels and container it was found.</param>
internal sealed record ServiceWorkload(Service Service, V1Deployment Deployment, Workload Form)
{
    /// <summary>The Deployment's name.</summary>
    public string Name => Deployment.Metadata.Name;

    /// <summary>The Helm release that it belongs to.</summary>
    public string Release => ReleaseName.Of(Deployment);
}
