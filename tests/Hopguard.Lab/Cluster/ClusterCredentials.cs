using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Lab;

/// <summary>The files by which the programs of a cluster, and those who work with it, know each other.</summary>
/// <param name="folder">Where they are; it exists, and nobody else may look into it.</param>
/// <param name="server">Address of the API server for those outside.</param>
sealed class ClusterCredentials(string folder, Uri server)
{
    static readonly Uri Inside = new("https://127.0.0.1:6443");

    string _authority = "";

    /// <summary>A file of them.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Writes them all.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        using var authority = new ClusterAuthority(TimeProvider.System.GetUtcNow());
        using var accounts = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _authority = authority.Certificate;
        await WriteAsync("ca.crt", authority.Certificate, cancellation);
        await WriteAsync("ca.key", authority.Key, cancellation);
        await WriteAsync("accounts.key", accounts.ExportPkcs8PrivateKeyPem(), cancellation);
        await WriteAsync("accounts.pub", accounts.ExportSubjectPublicKeyInfoPem(), cancellation);

        string[] names = ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"];
        await WriteAsync("apiserver", authority.Server("kube-apiserver", group: null, names, ["127.0.0.1", ClusterNode.FirstService, ClusterNode.Address, server.Host]), cancellation);
        await WriteAsync("apiserver-client", authority.Client("kube-apiserver-kubelet-client", "system:masters"), cancellation);
        var kubelet = authority.Server($"system:node:{ClusterNode.Name}", "system:nodes", [ClusterNode.Name], ["127.0.0.1", ClusterNode.Address]);
        await WriteAsync("kubelet", kubelet, cancellation);

        await WriteAsync("kubelet.conf", Kubeconfig(Inside, kubelet), cancellation);
        foreach (var program in (string[])["kube-controller-manager", "kube-scheduler", "kube-proxy"])
            await WriteAsync($"{program}.conf", Kubeconfig(Inside, authority.Client($"system:{program}")), cancellation);
        await WriteAsync("admin.conf", Kubeconfig(server, authority.Client("admin", "system:masters")), cancellation);
        await WriteAsync("expired.conf", Kubeconfig(server, authority.ExpiredClient("admin", "system:masters")), cancellation);
    }

    /// <summary>Writes a kubeconfig for an account that is known by a token.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> WriteAccountAsync(string name, string token, string account, CancellationToken cancellation)
    {
        await WriteAsync($"{name}.conf", Kubeconfig(server, $"token: {token}", account), cancellation);
        return PathOf($"{name}.conf");
    }

    string Kubeconfig(Uri address, ClusterIdentity identity) =>
        Kubeconfig(address, $"client-certificate-data: {Encode(identity.Certificate)}, client-key-data: {Encode(identity.Key)}", "default");

    string Kubeconfig(Uri address, string user, string kubeNamespace) => $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: lab
          cluster: { server: "{{address.GetLeftPart(UriPartial.Authority)}}", certificate-authority-data: {{Encode(_authority)}} }
        users:
        - name: user
          user: { {{user}} }
        contexts:
        - name: lab
          context: { cluster: lab, user: user, namespace: {{kubeNamespace}} }
        current-context: lab

        """;

    static string Encode(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));

    async Task WriteAsync(string name, ClusterIdentity identity, CancellationToken cancellation)
    {
        await WriteAsync($"{name}.crt", identity.Certificate, cancellation);
        await WriteAsync($"{name}.key", identity.Key, cancellation);
    }

    Task WriteAsync(string name, string text, CancellationToken cancellation) => File.WriteAllTextAsync(PathOf(name), text, cancellation);
}
