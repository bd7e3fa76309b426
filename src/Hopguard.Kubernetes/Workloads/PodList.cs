using Hopguard.Kubernetes.Connection;
using k8s;
using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>The pods of the namespace.</summary>
internal sealed class PodList(Cluster cluster)
{
    private const string TemplateHash = "pod-template-hash";

    /// <summary>Reads them.</summary>
    public async Task<IList<V1Pod>> ReadAsync(CancellationToken cancellationToken) => (await cluster.AskAsync(
        (client, token) => client.CoreV1.ListNamespacedPodAsync(cluster.Namespace, cancellationToken: token), cancellationToken)).Items;

    /// <summary>Whether a pod is one of a Deployment: made by one of its ReplicaSets, which are called after it and after the template.</summary>
    public static bool IsOf(V1Deployment deployment, V1Pod pod) =>
        pod.Metadata.Labels is { } labels && labels.TryGetValue(TemplateHash, out var hash)
        && pod.Metadata.OwnerReferences?.Any(owner => owner.Kind == "ReplicaSet" && owner.Name == $"{deployment.Metadata.Name}-{hash}") == true;
}
