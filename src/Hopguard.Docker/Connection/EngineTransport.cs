using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Hopguard.Engine;

namespace Hopguard.Docker.Connection;

/// <summary>Makes the HTTP client that reaches an engine over its unix socket, TCP or TLS.</summary>
internal static class EngineTransport
{
    public static HttpClient Open(DockerEndpoint endpoint)
    {
        if (!Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var address))
            throw new HopguardException($"DOCKER_HOST '{endpoint.Address}' is not an address", "Use unix:///path or tcp://host:port");

        var handler = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), UseProxy = false };
        var origin = address.Scheme switch
        {
            "unix" => OverSocket(handler, SocketPath(endpoint.Address)),
            "tcp" or "http" or "https" => OverTcp(handler, address, endpoint),
            _ => throw new HopguardException(
                $"DOCKER_HOST '{endpoint.Address}' uses '{address.Scheme}', which is not supported", "Run Hopguard on the engine's own host, with unix:///path"),
        };

        // Long answers (a log that is followed, an archive) have no time limit here; short requests bring their own.
        return new HttpClient(handler) { BaseAddress = origin, Timeout = Timeout.InfiniteTimeSpan };
    }

    // As it is written: an address would write a blank as '%20', and the docker command takes it literally as well.
    private static string SocketPath(string address) => address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..] is var rest && rest.StartsWith("//", StringComparison.Ordinal) ? rest[2..] : rest;

    private static Uri OverSocket(SocketsHttpHandler handler, string path)
    {
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            // The system's own words for it are about addresses that cannot be assigned.
            if (!File.Exists(path))
                throw new FileNotFoundException("there is no such socket", path);

            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
        return new Uri("http://docker/");
    }

    private static Uri OverTcp(SocketsHttpHandler handler, Uri address, DockerEndpoint endpoint)
    {
        var usesTls = endpoint.CertificateFolder is not null || address.Scheme == "https";
        if (usesTls)
            handler.SslOptions = Tls(endpoint);

        var port = address.IsDefaultPort || address.Port <= 0 ? usesTls ? 2376 : 2375 : address.Port;
        return new UriBuilder(usesTls ? "https" : "http", address.Host, port).Uri;
    }

    private static SslClientAuthenticationOptions Tls(DockerEndpoint endpoint)
    {
        var options = new SslClientAuthenticationOptions();
        if (endpoint.CertificateFolder is not { } folder)
            return options;

        if (File.Exists(Path.Combine(folder, "cert.pem")))
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"))];

        if (!endpoint.VerifyServer)
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        else if (File.Exists(Path.Combine(folder, "ca.pem")))
            options.CertificateChainPolicy = TrustOnly(Path.Combine(folder, "ca.pem"));

        return options;
    }

    private static X509ChainPolicy TrustOnly(string authority)
    {
        // An engine's own authority publishes no revocation list.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return policy;
    }
}
