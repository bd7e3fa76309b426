using Docker.DotNet;
using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Docker.Containers;

/// <summary>A container and the connection that keeps its input open; the engine ends the connection when the container ends.</summary>
internal sealed class HeldContainer : IHeldContainer
{
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(10);
    private readonly IContainerEngine _engine;
    private readonly MultiplexedStream _attached;
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _watch;

    public HeldContainer(IContainerEngine engine, string id, MultiplexedStream attached)
    {
        _engine = engine;
        _attached = attached;
        Id = id;
        Lost = _lost.Token;
        _watch = WatchAsync();
    }

    public string Id { get; }

    public CancellationToken Lost { get; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(RemovalLimit);
            await _engine.RemoveContainerAsync(Id, limit.Token);
        }
        catch (Exception trouble) when (trouble is HopguardException or OperationCanceledException)
        {
            // It ends with the connection, which is closed now, and whoever takes its name next removes it.
        }

        _attached.Dispose();
        await Task.WhenAny(_watch, Task.Delay(RemovalLimit));
        _lost.Dispose();
    }

    private async Task WatchAsync()
    {
        var buffer = new byte[256];
        try
        {
            while (!(await _attached.ReadOutputAsync(buffer, 0, buffer.Length, CancellationToken.None)).EOF)
            {
                // What the program says is of no interest; only the end of the connection is.
            }
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Broken off or closed by us: ended either way.
        }

        await _lost.CancelAsync();
    }
}
