using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;

namespace Hopguard.Kubernetes.Connection;

/// <summary>Finds the cluster that is meant where kubectl would look for it.</summary>
/// <param name="variables">Reads a variable of the environment; null where it is not set.</param>
internal sealed class KubeconfigLookup(Func<string, string?> variables)
{
    private const string Variable = "KUBECONFIG";
    private const string DefaultNamespace = "default";

    /// <summary>The cluster.</summary>
    /// <exception cref="HopguardException">There is no kubeconfig, or it does not say what is needed; the message says what to type.</exception>
    public ClusterEndpoint Find(ClusterPlace place)
    {
        var files = FilesOf(place);
        if (files.Count == 0)
            return FindInPod(place);

        var source = string.Join(Path.PathSeparator, files.Select(file => file.FullName));
        try
        {
            var config = KubeconfigFiles.Read(files);
            var context = ContextOf(config, place, source);
            var client = KubernetesClientConfiguration.BuildConfigFromConfigObject(config, context.Name);
            ClientCertificate.RequireInForce(client, context.ContextDetails?.User ?? string.Empty, source);
            return new ClusterEndpoint(client, source, context.Name, NamespaceOf(client, place), place);
        }
        catch (Exception wrong) when (wrong is KubeConfigException or YamlException or IOException or UnauthorizedAccessException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw Unusable(source, wrong);
        }
    }

    /// <summary>What it says cannot be used.</summary>
    public static HopguardException Unusable(string source, Exception wrong) =>
        new($"Kubeconfig '{source}' cannot be used: {FirstLine(wrong.Message)}", "Correct it; 'kubectl config view' with the same kubeconfig shows what kubectl makes of it", wrong);

    private List<FileInfo> FilesOf(ClusterPlace place)
    {
        if (place.Kubeconfig is { } given)
            return File.Exists(given) ? [new FileInfo(given)] : throw new HopguardException($"Kubeconfig '{given}' does not exist", "Name one that is there with --kubeconfig");

        if (NonEmpty(variables(Variable)) is { } listed)
        {
            // As kubectl does: those that are not there are passed over.
            var files = listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(File.Exists).Select(file => new FileInfo(file)).ToList();
            return files.Count > 0 ? files : throw new HopguardException($"No kubeconfig of variable '{Variable}' exists: '{listed}'", "Name one that is there with --kubeconfig, or correct the variable");
        }

        var home = Path.Combine(variables("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        return File.Exists(home) ? [new FileInfo(home)] : [];
    }

    private ClusterEndpoint FindInPod(ClusterPlace place)
    {
        if (NonEmpty(variables("KUBERNETES_SERVICE_HOST")) is null || !KubernetesClientConfiguration.IsInCluster())
            throw new HopguardException("There is no kubeconfig that says which cluster is meant", $"Name it with --kubeconfig=<path>, or with the variable '{Variable}'");
        if (place.Context is { } context)
            throw new HopguardException($"There is no kubeconfig, and so no context '{context}'", "Leave --context out for the cluster that this runs in, or name a kubeconfig with --kubeconfig");

        var client = KubernetesClientConfiguration.InClusterConfig();
        return new ClusterEndpoint(client, "the pod's service account", string.Empty, NamespaceOf(client, place), place);
    }

    private static Context ContextOf(K8SConfiguration config, ClusterPlace place, string source)
    {
        var contexts = (config.Contexts ?? []).ToList();
        var names = string.Join("', '", contexts.Select(context => context.Name));
        if (contexts.Count == 0)
            throw new HopguardException($"Kubeconfig '{source}' has no context", "Name another kubeconfig with --kubeconfig");
        if ((place.Context ?? NonEmpty(config.CurrentContext)) is not { } wanted)
            throw new HopguardException($"Kubeconfig '{source}' has no current context, and none is named", $"Name one with --context; it has '{names}'");

        return contexts.Find(context => context.Name == wanted)
            ?? throw new HopguardException($"Kubeconfig '{source}' has no context '{wanted}'", DidYouMean.Remedy(wanted, contexts.Select(context => context.Name), $"Name another with --context; it has '{names}'"));
    }

    // It becomes part of command lines and of a role.
    private static string NamespaceOf(KubernetesClientConfiguration client, ClusterPlace place) =>
        (place.Namespace ?? NonEmpty(client.Namespace) ?? DefaultNamespace) is var name && name.Length <= 63 && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') && name[0] != '-'
            ? name
            : throw new HopguardException($"'{name}' is no name of a namespace", "Give one in small letters, digits and hyphens with --namespace");

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.');
}
