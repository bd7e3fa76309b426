using System.Net;
using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Containers.Projects;

/// <summary>Resolves names of hosts as containers do: that of a container on a network of theirs, or a line of <c>extra_hosts</c>.</summary>
public sealed class ContainerNames(IContainerEngine engine)
{
    // Both C libraries of common images bring it; an image that has none leaves the name to this host.
    private const string Script = """getent hosts "$1" | { read -r address names; echo "$address"; }""";

    /// <summary>The address behind a name; null where nothing resolves it.</summary>
    /// <param name="host">The name.</param>
    /// <param name="image">An image of the project's, in which it is looked up.</param>
    /// <param name="network">The network that the look joins, or <c>container:</c> and the id of a container, whose network and lines of hosts it shares.</param>
    /// <param name="project">The project that asks.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<string?> ResolveAsync(string host, string image, string network, string project, CancellationToken cancellationToken)
    {
        var look = new ContainerSpec
        {
            Image = image,
            Entrypoint = ["sh", "-c", Script, "sh"],
            Command = [host],
            User = "0:0",
            Network = network,
            Owner = new ContainerOwner(project, string.Empty, "address"),
        };
        try
        {
            return IPAddress.TryParse((await engine.RunAsync(look, onLine: null, cancellationToken)).Output.Trim(), out var address) ? address.ToString() : null;
        }
        catch (HopguardException)
        {
            // An image without a shell, a network or a container that is gone.
            return null;
        }
    }
}
