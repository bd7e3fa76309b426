using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hopguard.Engine.Tests.Handlers;

/// <summary>An HTTP server that promises the whole of an answer, and hangs up in the middle of it the first times.</summary>
internal sealed class CutServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _loop;

    public CutServer(byte[] answer, int cuts)
    {
        _listener.Start();
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v2.3.0.tar.gz");
        _loop = ServeAsync(answer, cuts);
    }

    public string Address { get; }

    public int Requests { get; private set; }

    public async ValueTask DisposeAsync()
    {
        // Stopped before the loop has ended, a listener may be asked for a client once more, and refuses that.
        await _over.CancelAsync();
        await _loop;
        _listener.Stop();
        _over.Dispose();
    }

    private async Task ServeAsync(byte[] answer, int cuts)
    {
        var request = new byte[4096];
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_over.Token);
                Requests++;
                _ = await client.GetStream().ReadAsync(request);
                var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n");
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
                await client.GetStream().WriteAsync(Requests > cuts ? answer : answer.AsMemory(0, answer.Length / 2));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
