using System.Globalization;

namespace Hopguard.Lab;

/// <summary>
/// A CVAT on a cluster: the lab's server with PostgreSQL and Redis, under the names, labels and container names of CVAT's Helm chart, release <c>cvat</c>. Ends with its namespace or its cluster.
/// </summary>
public sealed class ClusterDeployment
{
    const string Server = "cvat-backend-server";
    static readonly Version ContainerRenamed = new(2, 9, 0);
    static readonly Version CommandChanged = new(2, 6, 2);
    static readonly Version StoreSplit = new(2, 10, 1);

    readonly LabCluster _cluster;
    readonly string _namespace;

    ClusterDeployment(LabCluster cluster, string kubeNamespace, Version version)
    {
        (_cluster, _namespace) = (cluster, kubeNamespace);
        Container = version < ContainerRenamed ? "cvat-app-backend-server-container" : "cvat-backend";
    }

    /// <summary>What finds the server's pod, as CVAT's guide has it.</summary>
    public const string Selector = "component=server";

    /// <summary>The container in the server's pod.</summary>
    public string Container { get; }

    /// <summary>Brings up a CVAT; returns when it answers.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="engine">The engine that has the lab's images, or is to build them.</param>
    /// <param name="kubeNamespace">Its namespace, which is made.</param>
    /// <param name="release">A release that the lab has stand-ins for, 2.2.0 or later.</param>
    /// <param name="say">Told what is done.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<ClusterDeployment> CreateAsync(
        LabCluster cluster, LabEngine engine, string kubeNamespace = "cvat", string release = "2.48.1", Action<string>? say = null, CancellationToken cancellation = default)
    {
        var (facts, version) = (ReleaseFacts.Of(release), Version.Parse(release));
        var (server, database, redis) = (facts.ImageOf(facts.Server), facts.ImageOf("cvat_db"), facts.ImageOf(facts.Services.ContainsKey("cvat_redis_inmem") ? "cvat_redis_inmem" : "cvat_redis"));
        LabImage[] images = [.. LabImage.OfCvat(release).Where(image => image.Tag == server || image.Tag == database || image.Tag == redis)];
        await ImageBuilder.EnsureAsync(engine, images, say, cancellation);
        say?.Invoke($"loading the images of CVAT {release} into the cluster");
        await cluster.LoadImagesAsync(engine, [.. images.Select(image => image.Tag)], cancellation);

        var deployment = new ClusterDeployment(cluster, kubeNamespace, version);
        var yaml = await File.ReadAllTextAsync(Path.Combine(LabFolder.Assets, "Cluster", "Cvat", "deployment.yaml"), cancellation);
        await cluster.ApplyAsync(yaml
            .Replace("{namespace}", kubeNamespace, StringComparison.Ordinal)
            .Replace("{server}", server, StringComparison.Ordinal)
            .Replace("{database}", database, StringComparison.Ordinal)
            .Replace("{redis}", redis, StringComparison.Ordinal)
            .Replace("{container}", deployment.Container, StringComparison.Ordinal)
            .Replace("{arguments}", version < CommandChanged ? "-c, supervisord/server.conf" : "init, run, server", StringComparison.Ordinal)
            .Replace("{store}", version < StoreSplit ? "CVAT_REDIS_HOST" : "CVAT_REDIS_INMEM_HOST", StringComparison.Ordinal));
        say?.Invoke($"waiting for CVAT {release} in namespace '{kubeNamespace}'");
        await deployment.KubectlAsync("rollout", "status", $"deployment/{Server}", "--timeout=3m");
        return deployment;
    }

    /// <summary>Runs <c>kubectl</c> in its namespace as the administrator.</summary>
    public Task<string> KubectlAsync(params IReadOnlyList<string> arguments) => _cluster.KubectlAsync(["--namespace", _namespace, .. arguments]);

    /// <summary>Name of the server's pod.</summary>
    public Task<string> PodAsync() => KubectlAsync("get", "pods", "--selector", Selector, "--field-selector=status.phase=Running", "--output=jsonpath={.items[0].metadata.name}");

    /// <summary>Runs a command in the server's container and returns what it printed.</summary>
    public Task<string> ExecAsync(params IReadOnlyList<string> command) => KubectlAsync(["exec", $"deployment/{Server}", $"--container={Container}", "--", .. command]);

    /// <summary>Where it answers, from outside of the cluster.</summary>
    public async Task<Uri> AddressAsync() =>
        new($"http://{_cluster.Address}:{await KubectlAsync("get", "service", "cvat-backend-service", "--output=jsonpath={.spec.ports[0].nodePort}")}/");

    /// <summary>Puts folders where releases before 2.26.0 kept exports, with a file in each, for <c>manage.py cleanuplegacyexportcache</c> to remove.</summary>
    public Task PutExportCachesAsync(int count) =>
        ExecAsync("sh", "-euc", string.Create(CultureInfo.InvariantCulture, $"for id in $(seq {count}); do mkdir -p data/projects/$id/export_cache; echo export > data/projects/$id/export_cache/export.zip; done"));

    /// <summary>How many of these folders there are.</summary>
    public async Task<int> CountExportCachesAsync() =>
        int.Parse(await ExecAsync("sh", "-euc", "find data -path 'data/*/*/export_cache' -prune | wc -l"), CultureInfo.InvariantCulture);

    /// <summary>Removes it, with its volumes.</summary>
    public Task RemoveAsync() => _cluster.KubectlAsync("delete", "namespace", _namespace, "--timeout=2m");
}
