using System.Net;
using Hopguard.Engine;
using Hopguard.Kubernetes.Connection;
using k8s;
using k8s.Models;

namespace Hopguard.Kubernetes.Claims;

/// <summary>Leases in the deployment's namespace. Whoever writes one says which version of it was read: of two at once, one is refused.</summary>
internal sealed class LeaseStore(Cluster cluster)
{
    /// <summary>The Lease of that name; null where there is none.</summary>
    public Task<V1Lease?> FindAsync(string name, CancellationToken cancellationToken) => cluster.FindAsync(
        (client, token) => client.CoordinationV1.ReadNamespacedLeaseAsync(name, cluster.Namespace, cancellationToken: token), cancellationToken);

    /// <summary>Every claim in the namespace.</summary>
    public async Task<IEnumerable<V1Lease>> ListAsync(CancellationToken cancellationToken) => (await cluster.AskAsync(
        (client, token) => client.CoordinationV1.ListNamespacedLeaseAsync(cluster.Namespace, labelSelector: ClaimLease.Selector, cancellationToken: token), cancellationToken)).Items;

    /// <summary>Makes it; null where somebody was quicker.</summary>
    public Task<V1Lease?> TryCreateAsync(V1Lease lease, CancellationToken cancellationToken) => UnlessQuickerAsync(
        (client, token) => client.CoordinationV1.CreateNamespacedLeaseAsync(lease, cluster.Namespace, cancellationToken: token), cancellationToken);

    /// <summary>Writes what was read and changed; null where it is no longer what was read.</summary>
    public Task<V1Lease?> TryReplaceAsync(V1Lease lease, CancellationToken cancellationToken) => UnlessQuickerAsync(
        (client, token) => client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, lease.Metadata.Name, cluster.Namespace, cancellationToken: token), cancellationToken);

    /// <summary>Removes it, unless it is no longer what was read.</summary>
    public Task TryDeleteAsync(V1Lease lease, CancellationToken cancellationToken) => UnlessQuickerAsync(
        (client, token) => client.CoordinationV1.DeleteNamespacedLeaseAsync(
            lease.Metadata.Name, cluster.Namespace, new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = lease.Metadata.Uid, ResourceVersion = lease.Metadata.ResourceVersion } }, cancellationToken: token),
        cancellationToken);

    private async Task<T?> UnlessQuickerAsync<T>(Func<IKubernetes, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await cluster.AskAsync(write, cancellationToken);
        }
        catch (HopguardException refusal) when (ClusterRefusal.StatusOf(refusal) is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
