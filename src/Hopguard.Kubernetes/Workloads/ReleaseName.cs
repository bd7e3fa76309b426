using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>What a deployment is called on a cluster.</summary>
internal static class ReleaseName
{
    private const string Annotation = "meta.helm.sh/release-name";

    /// <summary>The Helm release that a Deployment belongs to; its own name where it belongs to none.</summary>
    public static string Of(V1Deployment deployment) =>
        deployment.Metadata.Annotations is { } annotations && annotations.TryGetValue(Annotation, out var release) && release.Length > 0 ? release : deployment.Metadata.Name;
}
