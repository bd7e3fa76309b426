using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Hopguard.Engine;
using Microsoft.Extensions.Logging;

namespace Hopguard.Docker.Connection;

/// <summary>
/// How Docker.DotNet reaches an engine over its unix socket, TCP or TLS: by the runtime's own HTTP. The library's own transports connect anew for each request, take no socket
/// path beyond 91 bytes, speak TLS 1.2 alone, and take an engine's certificate whatever host it names. Speed does not decide: 1 GB went out of a volume at 436 MiB/s this way and
/// at 355 by theirs, and into one at 439 and 446 (the benchmark 'streams', on a busy machine).
/// </summary>
/// <param name="absence">What decides how long an engine that is away is waited for.</param>
internal sealed class EngineTransport(EngineAbsence absence) : IDockerHandlerFactory<DockerEndpoint>
{
    private static readonly TimeSpan LookTimeLimit = TimeSpan.FromSeconds(3);

    private static readonly Uri Nowhere = new("http://docker/");

    /// <summary>Makes a client; nothing is sent, and nothing refused, before its first call.</summary>
    public static DockerClient Open(DockerEndpoint endpoint, EngineAbsence absence)
    {
        var known = endpoint with { Unusable = endpoint.Unusable ?? FindFault(endpoint) };
        return new DockerClientBuilder<DockerEndpoint>(new EngineTransport(absence), known)
            .WithEndpoint(known.Unusable is null ? new Uri(known.Address) : Nowhere).WithTimeout(Timeout.InfiniteTimeSpan).Build();
    }

    /// <inheritdoc />
    public ResolvedTransport CreateHandler(DockerEndpoint transportOptions, ResolvedClientOptions clientOptions, ILogger logger)
    {
        if (transportOptions.Unusable is { } unusable)
            return new ResolvedTransport(new Refusal(unusable), Nowhere);

        var handler = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), UseProxy = false };
        if (transportOptions.IsAskedOnce)
            handler.ConnectTimeout = LookTimeLimit;
        try
        {
            var origin = clientOptions.Endpoint.Scheme == "unix" ? OverSocket(handler, SocketPath(transportOptions.Address)) : OverTcp(handler, clientOptions.Endpoint, transportOptions);
            return new ResolvedTransport(new EngineHandler(transportOptions, handler, absence), origin);
        }
        catch (Exception trouble) when (trouble is CryptographicException or IOException or UnauthorizedAccessException)
        {
            handler.Dispose();
            return new ResolvedTransport(new Refusal(UnusableCertificates(transportOptions, trouble)), Nowhere);
        }
    }

    /// <inheritdoc />
    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) =>
        CreateHandler(new DockerEndpoint(clientOptions.Endpoint.OriginalString), clientOptions, logger);

    /// <inheritdoc />
    public async Task<WriteClosableStream> HijackStreamAsync(HttpContent content) => new WatchedStream(await content.ReadAsStreamAsync());

    private static HopguardException? FindFault(DockerEndpoint endpoint)
    {
        if (!Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var address))
            return new HopguardException($"DOCKER_HOST '{endpoint.Address}' is not an address", "Use unix:///path or tcp://host:port");

        return address.Scheme is "unix" or "tcp" or "http" or "https"
            ? null
            : new HopguardException($"DOCKER_HOST '{endpoint.Address}' uses '{address.Scheme}', which is not supported", "Run Hopguard on the engine's own host, with unix:///path");
    }

    private static HopguardException UnusableCertificates(DockerEndpoint endpoint, Exception trouble) =>
        new($"The certificates in '{endpoint.CertificateFolder}' cannot be used: {trouble.Message}", "Correct them, or let DOCKER_CERT_PATH name the folder with those of the engine", trouble);

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
        return Nowhere;
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

    private sealed class Refusal(HopguardException why) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromException<HttpResponseMessage>(why);
    }
}
