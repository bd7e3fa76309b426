using System.Collections.Concurrent;
using Hopguard.Containers.Ports;

namespace Hopguard.Containers.Projects;

/// <summary>
/// Finds where an external database is reached now. Of a name that only containers can resolve a run knows the address that it had when the run began; a server that runs in a container may have got another since, and the
/// next process asks anew where somebody can still tell: a service that runs, else a network that services are on, which outlives them where it is not the project's own. That it is the server that was dumped is seen by
/// the identity of its cluster.
/// </summary>
public sealed class ExternalAddresses(IContainerEngine engine)
{
    private readonly ContainerNames _names = new(engine);
    private readonly ConcurrentDictionary<(string Host, string Known), string> _found = [];

    /// <summary>The address, asked for once in a process.</summary>
    public async Task<string> FindAsync(ExternalStore store, CancellationToken cancellationToken)
    {
        var server = store.Server;
        if (server.Address == server.Host || server.Image is null)
            return server.Address;

        var key = (server.Host, server.Address);
        return _found.TryGetValue(key, out var found) ? found : _found[key] = await ResolveAsync(store, server.Image, cancellationToken) ?? server.Address;
    }

    private async Task<string?> ResolveAsync(ExternalStore store, string image, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(ComposeLabels.Of(store.Project.Name), cancellationToken);
        if (containers.FirstOrDefault(container => container.Service == store.Server.Service && container.Status == "running") is { } service
            && await _names.ResolveAsync(store.Server.Host, service.ImageId, $"container:{service.Id}", store.Project.Name, cancellationToken) is { } seen)
            return seen;

        foreach (var network in store.Server.Networks)
        {
            if (await engine.HasNetworkAsync(network, cancellationToken) && await _names.ResolveAsync(store.Server.Host, image, network, store.Project.Name, cancellationToken) is { } address)
                return address;
        }

        return null;
    }
}
