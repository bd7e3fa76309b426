using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>
/// Finds where an external database is reached from the engine's host. Services may know it by a name that only they can resolve: that of a container on a network of theirs, or a line of
/// <c>extra_hosts</c>; so the name is resolved where they stand.
/// </summary>
internal sealed class ExternalAddress(IContainerEngine engine)
{
    /// <summary>The server, with that address.</summary>
    public async Task<ExternalServer> FindAsync(Application application, ServerElsewhere told, IReadOnlyList<ContainerState> containers, CancellationToken cancellationToken)
    {
        var found = new ExternalServer(told.Service, told.Host, told.Host, int.Parse(told.Port, CultureInfo.InvariantCulture), told.Database ?? application.Migrations.Database, told.User!);
        if (IPAddress.TryParse(told.Host, out _) || containers.FirstOrDefault(container => container.Service == told.Service && container.Status == "running") is not { } service)
            return found;

        // The name itself where it leads to the same here: it goes on to lead there when the server gets another address.
        var seen = await new ContainerNames(engine).ResolveAsync(told.Host, service.ImageId, $"container:{service.Id}", service.Project!, cancellationToken);
        return seen is null || await IsSameHereAsync(told.Host, seen, cancellationToken) ? found : found with { Address = seen, Image = service.ImageId, Networks = service.Networks };
    }

    private static async Task<bool> IsSameHereAsync(string host, string seen, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancellationToken)).Any(address => address.ToString() == seen);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
