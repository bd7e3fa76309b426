using System.Net;
using System.Net.Sockets;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Looks for clients of a store's server that the stop of the project's services will leave connected, such as a reporting tool, an exporter or a pooler of another
/// project or of the host: while they are, no copy of the store is taken.
/// </summary>
internal sealed class ClientSearch(IContainerEngine engine)
{
    // A health check and a scheduled job with its one statement are gone by then. Nobody waits where nobody is connected.
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(10);

    /// <summary>Those found, one clause each, with what to do about it.</summary>
    /// <param name="store">The store, for messages.</param>
    /// <param name="server">The container of its server, which runs.</param>
    /// <param name="probe">Who asks the server.</param>
    /// <param name="kept">The services that the stop leaves alone.</param>
    /// <param name="context">The step's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<string>> FindLastingAsync(string store, ContainerState server, IStoreProbe probe, IReadOnlySet<string> kept, StepContext context, CancellationToken cancellationToken)
    {
        var project = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        var stopped = project.Where(container => container.IsAlive && !kept.Contains(container.Service ?? string.Empty)).ToList();

        if (stopped.Any(HasNoAddress))
            return [];

        var staying = await StayingAsync(() => probe.ListClientsAsync(server.Name, cancellationToken), client => !EndsWithTheStop(client, server, stopped), context.Clock, cancellationToken);
        return await DescribeAsync(store, staying, server.Name, cancellationToken);
    }

    /// <summary>
    /// The same of a server outside of the project: of what its address tells for certain to be none of the project's containers. From another machine these are seen under the address of this host, as Hopguard itself.
    /// Of whom the server does not tell the address nobody knows: that is a warning, since it may be a container that ends with the rest.
    /// </summary>
    public async Task<IReadOnlyList<string>> FindLastingAsync(ExternalStore store, IExternalServers servers, StepContext context, CancellationToken cancellationToken)
    {
        var project = (await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken)).Where(container => container.IsAlive).ToList();
        if (project.Any(HasNoAddress))
            return [];

        var own = await servers.FindOwnAddressAsync(store, cancellationToken);
        var staying = await StayingAsync(() => servers.ListClientsAsync(store, cancellationToken), client => client.IsHidden || client.Address is null || !IsOf(client.Address, project, own), context.Clock, cancellationToken);
        foreach (var client in staying.Where(client => client.IsHidden))
        {
            context.Warn($"client {client} of store '{store.Store.Name}' has to be gone when the services are stopped, or no copy is taken: '{store.Server.User}' is not told where it connects from; "
                + "end it, unless it is a container of the project");
        }

        return await DescribeAsync(store.Store.Name, [.. staying.Where(client => !client.IsHidden)], server: null, cancellationToken);
    }

    // One on the host's network or in that of another container has no address of its own, so whose a connection is cannot be known: the check after the stop will see.
    private static bool HasNoAddress(ContainerState container) => container is { Status: "running", Addresses.Count: 0 } && !container.Networks.Contains("none");

    // The engine names the addresses of containers in the old form only, so it is not known whose one of the new form is.
    private static bool IsOf(string client, IEnumerable<ContainerState> containers, string? own = null) =>
        !IPAddress.TryParse(client, out var address) || address.AddressFamily != AddressFamily.InterNetwork || client == own
        || containers.Any(container => container.Addresses.Values.Contains(client, StringComparer.Ordinal));

    private static async Task<List<StoreClient>> StayingAsync(Func<Task<IReadOnlyList<StoreClient>>> list, Func<StoreClient, bool> stays, TimeProvider clock, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        List<StoreClient>? staying = null;
        while (true)
        {
            var now = (await list()).Where(stays);
            staying = staying is null ? [.. now] : [.. staying.IntersectBy(now.Select(client => client.Session), client => client.Session)];
            if (staying.Count == 0 || clock.GetElapsedTime(began) > Passing)
                return staying;

            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellationToken);
        }
    }

    private static bool EndsWithTheStop(StoreClient client, ContainerState server, List<ContainerState> stopped) => client.Address is null
        ? stopped.Any(container => container.Mounts.Any(mount => server.Mounts.Any(shared => shared.Source == mount.Source)))
        : IsOf(client.Address, stopped);

    private async Task<IReadOnlyList<string>> DescribeAsync(string store, List<StoreClient> staying, string? server, CancellationToken cancellationToken)
    {
        var all = staying.Count == 0 ? [] : await engine.ListContainersAsync(new Dictionary<string, string?>(StringComparer.Ordinal), cancellationToken);
        return [.. staying.Select(client => Describe(store, client, server, all)).Distinct(StringComparer.Ordinal)];
    }

    private static string Describe(string store, StoreClient client, string? server, IReadOnlyList<ContainerState> all)
    {
        if (client.Address is null || IPAddress.IsLoopback(IPAddress.Parse(client.Address)))
        {
            return server is null
                ? $"client {client} of store '{store}' stays connected when the services are stopped (end it: it runs on the server's own host)"
                : $"client {client} of store '{store}' stays connected when the services are stopped (end it: it runs inside container '{server}')";
        }

        var container = all.FirstOrDefault(candidate => candidate.IsAlive && candidate.Addresses.Values.Contains(client.Address, StringComparer.Ordinal));
        return container is null
            ? $"client {client} of store '{store}' stays connected when the services are stopped (end it where it runs, on the host or on another machine)"
            : $"client {client} of store '{store}' stays connected when the services are stopped: it is container '{container.Name}' (docker update --restart=no {container.Name} && docker stop {container.Name})";
    }
}
