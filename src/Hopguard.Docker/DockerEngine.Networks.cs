namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<bool> HasNetworkAsync(string name, CancellationToken cancellationToken) =>
        // The engine also takes an id, or the beginning of one.
        (await FindAsync(_client.Networks.InspectNetworkAsync(Escape(name), cancellationToken)))?.Name == name;
}
