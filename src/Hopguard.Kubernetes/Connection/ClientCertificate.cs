using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using k8s;

namespace Hopguard.Kubernetes.Connection;

/// <summary>The certificate that a kubeconfig logs in with: an API server only says that it does not know who asks, whatever is wrong with it.</summary>
internal static class ClientCertificate
{
    /// <summary>Refuses one that is no longer, or not yet, in force.</summary>
    /// <exception cref="HopguardException">It is not.</exception>
    public static void RequireInForce(KubernetesClientConfiguration client, string user, string source)
    {
        if (Read(client) is not { } certificate)
            return;

        using (certificate)
        {
            var now = DateTime.Now;
            if (certificate.NotAfter < now)
                throw new HopguardException($"The certificate of user '{user}' in kubeconfig '{source}' expired on {UtcTimes.Of(new DateTimeOffset(certificate.NotAfter))}", Remedy);
            if (certificate.NotBefore > now)
                throw new HopguardException($"The certificate of user '{user}' in kubeconfig '{source}' is not in force before {UtcTimes.Of(new DateTimeOffset(certificate.NotBefore))}", "Set the clock of this host right, then type the same command again");
        }
    }

    private const string Remedy = "Fetch a new kubeconfig from whoever runs the cluster (with kubeadm: 'kubeadm certs renew admin.conf' on its control plane), then type the same command again";

    private static X509Certificate2? Read(KubernetesClientConfiguration client)
    {
        if (!string.IsNullOrEmpty(client.ClientCertificateData))
            return X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(client.ClientCertificateData)));

        return string.IsNullOrEmpty(client.ClientCertificateFilePath) ? null : X509Certificate2.CreateFromPem(File.ReadAllText(client.ClientCertificateFilePath));
    }
}
