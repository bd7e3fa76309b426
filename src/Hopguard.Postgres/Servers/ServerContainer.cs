using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Postgres.Connections;

namespace Hopguard.Postgres.Servers;

/// <summary>A PostgreSQL server in a running container.</summary>
/// <param name="Container">The container.</param>
/// <param name="Network">A network it is on: tools join it.</param>
/// <param name="Endpoint">How it is reached from here and from that network.</param>
internal sealed record ServerContainer(ContainerState Container, string Network, PostgreSqlEndpoint Endpoint)
{
    private const int Port = 5432;

    /// <summary>Looks up a container and says how to talk to its server: user and password are what its environment says.</summary>
    /// <exception cref="HopguardException">It does not run, or has no address.</exception>
    public static async Task<ServerContainer> FindAsync(IContainerEngine engine, string name, string subject, CancellationToken cancellationToken)
    {
        var container = await engine.FindContainerAsync(name, cancellationToken);
        if (container is not { Status: "running" })
            throw new HopguardException($"Container '{name}' of {subject} is {container?.Status ?? "not there"}", $"Look at 'docker logs {name}', then start it") { AfterRollback = string.Empty };

        var (network, address) = container.Addresses.FirstOrDefault(address => address.Value.Length > 0);
        if (network is null)
        {
            throw new HopguardException(
                $"Container '{name}' of {subject} has no address on any network", "Give its service a network of the engine: 'network_mode: host' and 'none' are not supported");
        }

        return new ServerContainer(container, network, EndpointOf(container, subject, address) with { IsItsOwn = StillHasAsync });

        // Two cannot have one address: whoever has it while a session there is open is whom the session is with.
        async Task<bool> StillHasAsync(CancellationToken token) =>
            await engine.FindContainerAsync(container.Id, token) is { Status: "running" } now && now.Addresses.Values.Contains(address, StringComparer.Ordinal);
    }

    private static PostgreSqlEndpoint EndpointOf(ContainerState container, string subject, string address)
    {
        // The defaults are those of the official image.
        var environment = SecretFiles.Resolve(container.Environment, container.Mounts);
        var user = NotEmpty(environment.GetValueOrDefault("POSTGRES_USER")) ?? "postgres";
        return new PostgreSqlEndpoint(subject, address, Port, user, NotEmpty(environment.GetValueOrDefault("POSTGRES_PASSWORD")), "template1");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
