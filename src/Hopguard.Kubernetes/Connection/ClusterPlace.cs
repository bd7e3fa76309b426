namespace Hopguard.Kubernetes.Connection;

/// <summary>Where the operator says that the deployment is; what is left out is as kubectl has it.</summary>
/// <param name="Kubeconfig">The kubeconfig file; null for those of KUBECONFIG, else the one in the home folder, else that of the pod that this runs in.</param>
/// <param name="Context">The context of the kubeconfig; null for its current one.</param>
/// <param name="Namespace">The namespace; null for that of the context, else <c>default</c>.</param>
public sealed record ClusterPlace(string? Kubeconfig, string? Context, string? Namespace)
{
    /// <summary>Whether the call only looks, so that rights to change something are not needed.</summary>
    public bool OnlyLooks { get; init; }
}
