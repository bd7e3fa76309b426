using Hopguard.Kubernetes.Access;
using Hopguard.Kubernetes.Claims;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Workloads;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using ClusterDeployment = Hopguard.Kubernetes.Deployments.ClusterDeployment;

namespace Hopguard.Kubernetes.Tests;

/// <summary>A small application in a namespace of its own.</summary>
internal sealed class ClusterShop : IAsyncDisposable
{
    private static int _made;

    private readonly ClusterLab _lab;
    private readonly string? _kubeconfig;

    private ClusterShop(ClusterLab lab, string ns, string? kubeconfig, TimeProvider clock)
    {
        (_lab, Namespace, _kubeconfig) = (lab, ns, kubeconfig);
        Cluster = new Cluster(new ClusterPlace(kubeconfig ?? lab.Cluster.Kubeconfig, null, ns), clock);
        Host = new ClusterHost(Cluster, new AccessCheck(Cluster), clock);
        Deployment = new ClusterDeployment(Cluster, new AccessCheck(Cluster), Host);
    }

    public string Namespace { get; }

    public Cluster Cluster { get; }

    public ClusterHost Host { get; }

    public ClusterDeployment Deployment { get; }

    /// <summary>What the application's file says.</summary>
    public static Application Application { get; } = ApplicationReader.Read("shop/application.yaml", """
        application: shop
        title: Shop
        compose: { files: [a.yml] }
        version: { service: server, port: 8080, path: /about.json, field: version }
        migrations: { store: data, database: d, table: t, name: n }
        services:
          server:
            writes: [data]
            kubernetes:
              - { labels: { app: shop, tier: back }, container: old }
              - { labels: { app: shop, tier: back, component: server }, container: web, since: 2.0.0 }
        stores:
          data: { kind: postgresql, service: server, volume: v }
        releases:
          1.0.0: { postgresql: 15, services: [server], migrations: { shop: "1" } }
          2.0.0: {}
          2.1.0: {}
        """).Value!;

    /// <summary>Makes its namespace, and nothing in it.</summary>
    public static async Task<ClusterShop> EmptyAsync(ClusterLab lab, TimeProvider? clock = null)
    {
        var ns = $"shop-{Interlocked.Increment(ref _made)}";
        await lab.Cluster.KubectlAsync("create", "namespace", ns);
        return new ClusterShop(lab, ns, null, clock ?? TimeProvider.System);
    }

    /// <summary>Makes it, and waits until it serves.</summary>
    public static async Task<ClusterShop> StartAsync(ClusterLab lab, TimeProvider? clock = null)
    {
        var shop = await EmptyAsync(lab, clock);
        await shop.ApplyAsync("server");
        await shop.UntilReadyAsync("server");
        return shop;
    }

    /// <summary>The same as somebody else sees it.</summary>
    public ClusterShop As(string kubeconfig, TimeProvider? clock = null) => new(_lab, Namespace, kubeconfig, clock ?? TimeProvider.System);

    /// <summary>A Deployment of it.</summary>
    public Task ApplyAsync(string name, string labels = "app: shop, tier: back, component: server", string container = "web", string tag = "v2.1.0", int replicas = 1, string? release = null, string readiness = "true") => _lab.Cluster.ApplyAsync($$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
          namespace: {{Namespace}}
          annotations: {{(release is null ? "{}" : $"{{ meta.helm.sh/release-name: {release} }}")}}
        spec:
          replicas: {{replicas}}
          selector: { matchLabels: { name: {{name}} } }
          template:
            metadata: { labels: { name: {{name}}, {{labels}} } }
            spec:
              terminationGracePeriodSeconds: 1
              containers:
                - name: {{container}}
                  image: {{ClusterLab.Image}}:{{tag}}
                  imagePullPolicy: IfNotPresent
                  command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 1; done"]
                  readinessProbe: { exec: { command: ["{{readiness}}"] }, periodSeconds: 1 }
        """);

    /// <summary>Waits until a Deployment's pods are ready.</summary>
    public Task UntilReadyAsync(string name) => KubectlAsync("rollout", "status", $"deployment/{name}", "--timeout=2m");

    public Task<string> KubectlAsync(params IReadOnlyList<string> arguments) => _lab.Cluster.KubectlAsync(["--namespace", Namespace, .. arguments]);

    public Task<DeploymentSnapshot> InspectAsync(string? project = null) =>
        Deployment.InspectAsync(Application with { Deployment = DeploymentKind.Kubernetes }, new RunOptions { DeploymentFolder = "/srv/shop", Project = project }, CancellationToken.None);

    public Task<ServiceWorkload> FindAsync(string? release = null) => new WorkloadLookup(Cluster).FindAsync(Application, "server", release, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        if (_kubeconfig is null)
            await _lab.Cluster.KubectlAsync("delete", "namespace", Namespace, "--wait=false");
    }
}
