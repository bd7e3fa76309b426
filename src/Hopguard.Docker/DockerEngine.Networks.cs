using Hopguard.Docker.Wire;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<bool> HasNetworkAsync(string name, CancellationToken cancellationToken) =>
        // The engine also takes an id, or the beginning of one.
        (await _client.FindAsync<WireNamedNetwork>($"networks/{Uri.EscapeDataString(name)}", cancellationToken))?.Name == name;
}
