using System.Net.Sockets;

namespace Hopguard.Shared;

/// <summary>A socket that a test listens at, until it is disposed.</summary>
internal static class Listener
{
    /// <summary>Serves every client that comes.</summary>
    public static async Task ServeAllAsync(this Socket listener, Func<Socket, Task> serve)
    {
        try
        {
            while (true)
                _ = serve(await listener.AcceptAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
