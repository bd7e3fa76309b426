using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Hopguard.Docker.Tests.Connection;

namespace Hopguard.Docker.Tests;

/// <summary>The real engine behind a socket of another path, which holds removals back until it is told to let them through, and can refuse the first of them.</summary>
internal sealed class EngineProxy : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard proxy ");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly TaskCompletionSource _removals = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _engine;
    private int _refusals;

    public EngineProxy(string engine)
    {
        _engine = engine["unix://".Length..];
        var path = Path.Combine(_folder.FullName, "docker.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        Address = "unix://" + path;
        _ = _listener.ServeAllAsync(ServeAsync);
    }

    public string Address { get; }

    /// <summary>What was sent to the engine, in the pieces that arrived.</summary>
    public ConcurrentQueue<string> Sent { get; } = [];

    /// <summary>Answers the next removals as an engine does whose file system is busy.</summary>
    public void RefuseRemovals(int count) => _refusals = count;

    public void LetRemovalsThrough() => _removals.TrySetResult();

    public ValueTask DisposeAsync()
    {
        LetRemovalsThrough();
        _listener.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync(Socket client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await engine.ConnectAsync(new UnixDomainSocketEndPoint(_engine));
        using (client)
            await Task.WhenAny(PassAsync(client, engine, isRequest: true), PassAsync(engine, client, isRequest: false));
    }

    private async Task PassAsync(Socket from, Socket to, bool isRequest)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReceiveAsync(buffer)) > 0)
        {
            if (isRequest && Encoding.ASCII.GetString(buffer, 0, Math.Min(read, 7)) == "DELETE ")
            {
                await _removals.Task;
                if (Interlocked.Decrement(ref _refusals) >= 0)
                {
                    await from.SendAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: 48\r\n\r\n{\"message\":\"unlinkat: device or resource busy\" }"u8.ToArray());
                    continue;
                }
            }

            if (isRequest)
                Sent.Enqueue(Encoding.UTF8.GetString(buffer, 0, read));
            await to.SendAsync(buffer.AsMemory(0, read));
        }
    }
}
