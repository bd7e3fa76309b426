using k8s;
using k8s.KubeConfigModels;

namespace Hopguard.Kubernetes.Connection;

/// <summary>Several kubeconfig files as one, as kubectl merges them: of two things with one name the first counts.</summary>
internal static class KubeconfigFiles
{
    /// <summary>Reads them.</summary>
    public static K8SConfiguration Read(IReadOnlyList<FileInfo> files)
    {
        var configs = files.Select(file => MakeAbsolute(KubernetesClientConfiguration.LoadKubeConfig(file), file)).ToList();
        var merged = configs[0];
        merged.CurrentContext = configs.Select(config => config.CurrentContext).FirstOrDefault(name => !string.IsNullOrEmpty(name));
        merged.Contexts = Merge(configs, config => config.Contexts, context => context.Name);
        merged.Clusters = Merge(configs, config => config.Clusters, cluster => cluster.Name);
        merged.Users = Merge(configs, config => config.Users, user => user.Name);
        return merged;
    }

    private static List<T> Merge<T>(IEnumerable<K8SConfiguration> configs, Func<K8SConfiguration, IEnumerable<T>?> list, Func<T, string> name) =>
        [.. configs.SelectMany(config => list(config) ?? []).DistinctBy(name, StringComparer.Ordinal)];

    // Paths are meant from the file that they stand in.
    private static K8SConfiguration MakeAbsolute(K8SConfiguration config, FileInfo file)
    {
        string? From(string? path) => string.IsNullOrEmpty(path) ? path : Path.GetFullPath(path, file.DirectoryName!);

        foreach (var cluster in (config.Clusters ?? []).Select(cluster => cluster.ClusterEndpoint).OfType<k8s.KubeConfigModels.ClusterEndpoint>())
            cluster.CertificateAuthority = From(cluster.CertificateAuthority);
        foreach (var user in (config.Users ?? []).Select(user => user.UserCredentials).OfType<UserCredentials>())
            (user.ClientCertificate, user.ClientKey) = (From(user.ClientCertificate), From(user.ClientKey));
        return config;
    }
}
