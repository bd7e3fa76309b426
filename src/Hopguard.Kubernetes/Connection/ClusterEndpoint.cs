using Hopguard.Engine.Formatting;
using k8s;

namespace Hopguard.Kubernetes.Connection;

/// <summary>A cluster, and who asks it for what: what came of the operator's words and the kubeconfig.</summary>
/// <param name="Client">How the client connects; holds secrets.</param>
/// <param name="Source">Where that was found, for people: a file, or the pod that this runs in.</param>
/// <param name="Context">The context's name; empty in a pod.</param>
/// <param name="Namespace">The namespace of the deployment.</param>
/// <param name="Place">What the operator said.</param>
internal sealed record ClusterEndpoint(KubernetesClientConfiguration Client, string Source, string Context, string Namespace, ClusterPlace Place)
{
    /// <summary>The address of the API server.</summary>
    public string Address => Client.Host;

    /// <summary>A line that does something there with kubectl: it names what the operator named.</summary>
    /// <param name="arguments">What is done, ready for a shell.</param>
    /// <param name="isNamespaced">Whether it is done in the namespace of the deployment.</param>
    public string Kubectl(string arguments, bool isNamespaced = true)
    {
        var words = new List<string> { "kubectl" };
        if (Place.Kubeconfig is { } file)
            words.Add($"--kubeconfig={ShellWord.Posix(file)}");
        if (Place.Context is { } context)
            words.Add($"--context={ShellWord.Posix(context)}");
        if (isNamespaced)
            words.Add($"--namespace={Namespace}");
        return string.Join(' ', words) + " " + arguments;
    }

    /// <inheritdoc />
    public override string ToString() => Context.Length == 0 ? $"'{Address}'" : $"'{Address}' of context '{Context}'";
}
