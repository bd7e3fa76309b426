using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Hopguard.Shared;

/// <summary>The real engine behind a socket of another path, which holds removals back until it is told to let them through, can refuse the first of them, and can be away for a while.</summary>
internal sealed class EngineProxy : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard proxy ");
    private readonly ConcurrentBag<Socket> _clients = [];
    private readonly TaskCompletionSource _removals = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _engine;
    private Socket? _listener;
    private int _refusals;

    public EngineProxy(string engine)
    {
        _engine = engine["unix://".Length..];
        ComeBack();
    }

    public string Address => "unix://" + SocketPath;

    private string SocketPath => Path.Combine(_folder.FullName, "docker.sock");

    /// <summary>What was sent to the engine, in the pieces that arrived.</summary>
    public ConcurrentQueue<string> Sent { get; } = [];

    /// <summary>Answers the next removals as an engine does whose file system is busy.</summary>
    public void RefuseRemovals(int count) => _refusals = count;

    public void LetRemovalsThrough() => _removals.TrySetResult();

    /// <summary>As an engine that is stopped and leaves its containers running: its socket goes, and so does every connection.</summary>
    public void GoAway()
    {
        _listener?.Dispose();
        File.Delete(SocketPath);
        while (_clients.TryTake(out var client))
            client.Dispose();
    }

    /// <summary>As the engine that is started again.</summary>
    public void ComeBack()
    {
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _ = _listener.ServeAllAsync(ServeAsync);
    }

    public ValueTask DisposeAsync()
    {
        LetRemovalsThrough();
        _listener?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync(Socket client)
    {
        _clients.Add(client);
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
