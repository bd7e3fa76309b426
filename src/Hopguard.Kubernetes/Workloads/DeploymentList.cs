using Hopguard.Kubernetes.Connection;
using k8s;
using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>The Deployments of the namespace.</summary>
internal sealed class DeploymentList(Cluster cluster)
{
    /// <summary>Reads them.</summary>
    public async Task<IList<V1Deployment>> ReadAsync(CancellationToken cancellationToken) => (await cluster.AskAsync(
        (client, token) => client.AppsV1.ListNamespacedDeploymentAsync(cluster.Namespace, cancellationToken: token), cancellationToken)).Items;
}
