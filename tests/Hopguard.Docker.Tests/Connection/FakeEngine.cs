using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hopguard.Docker.Tests.Connection;

/// <summary>Answers every request at a unix socket, or with a certificate at a port, as it is told, and remembers what was asked.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard fake ");
    private readonly Socket _listener;
    private readonly List<string> _asked = [];
    private readonly string _version;
    private readonly Func<string, string> _answer;
    private readonly X509Certificate2? _certificate;

    /// <param name="version">The newest API that it offers; empty for none.</param>
    /// <param name="answer">Status and body for a request line such as <c>GET /v1.41/info</c>.</param>
    /// <param name="certificate">Makes it speak TLS at a port of this machine, and ask for a certificate of the client.</param>
    public FakeEngine(string version, Func<string, string> answer, X509Certificate2? certificate = null)
    {
        (_version, _answer, _certificate) = (version, answer, certificate);
        var path = Path.Combine(_folder.FullName, "docker.sock");
        _listener = certificate is null ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(certificate is null ? new UnixDomainSocketEndPoint(path) : new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = certificate is null ? "unix://" + path : $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        _ = _listener.ServeAllAsync(ServeAsync);
    }

    /// <summary>Whom the last client said that it is.</summary>
    public string? Client { get; private set; }

    /// <summary>No answer: the connection is closed.</summary>
    public const string Broken = "broken";

    public string Address { get; }

    public IReadOnlyList<string> Asked => _asked;

    public static string Ok(string body) => $"200 OK\n{body}";

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<Stream> SecureAsync(NetworkStream connection)
    {
        if (_certificate is null)
            return connection;

        var secured = new SslStream(connection);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificate,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, client, _, _) =>
            {
                Client = client?.Subject;
                return true;
            },
        });
        return secured;
    }

    // What is sent along is of no interest, but it is no request either. What is attached to sends as long as it likes.
    private static async Task SkipAsync(StreamReader reader, bool hasBody)
    {
        var (length, isChunked) = (0, false);
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
            isChunked |= header.StartsWith("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
        }

        if (!hasBody)
            return;

        // To read nothing would wait for something.
        if (length > 0)
            await reader.ReadBlockAsync(new char[length]);
        while (isChunked && await reader.ReadLineAsync() is { } size)
        {
            var chunk = int.Parse(size, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
            isChunked = chunk > 0;
            if (isChunked)
                await reader.ReadBlockAsync(new char[chunk]);
            await reader.ReadLineAsync();
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var connection = new NetworkStream(client, ownsSocket: true);
        await using var stream = await SecureAsync(connection);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { Length: > 0 } request)
        {
            await SkipAsync(reader, hasBody: !request.Contains("/attach", StringComparison.Ordinal));
            var line = request.Replace(" HTTP/1.1", string.Empty, StringComparison.Ordinal);
            lock (_asked)
                _asked.Add(line);
            var answer = line == "GET /_ping" ? Ok("OK") : _answer(line);
            if (answer == Broken)
                return;

            var (status, body) = (answer.Split('\n', 2)[0], Encoding.UTF8.GetBytes(answer.Split('\n', 2)[1]));
            var offer = _version.Length > 0 ? $"Api-Version: {_version}\r\n" : string.Empty;
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{offer}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
            await stream.WriteAsync(body);
        }
    }
}
