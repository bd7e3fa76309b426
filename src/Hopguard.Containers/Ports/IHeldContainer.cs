

namespace Hopguard.Containers.Ports;

/// <summary>A container that lives as long as this process holds its standard input open. Disposing it removes the container.</summary>
public interface IHeldContainer : IAsyncDisposable
{
    /// <summary>The engine's id.</summary>
    string Id { get; }

    /// <summary>Cancelled as soon as the connection to the container has ended: it was removed, or the engine went down.</summary>
    CancellationToken Lost { get; }
}
