using Hopguard.Docker.Connection;
using Hopguard.Docker.Wire;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Secrets;

namespace Hopguard.Docker;

/// <summary>
/// A Docker Engine over its API, from 20.10 (API 1.41) on. Spoken to directly because no client library can be had here whose exec writes to standard input;
/// Docker.DotNet would replace the transport when it can.
/// </summary>
public sealed partial class DockerEngine : IContainerEngine, IDisposable
{
    private readonly EngineClient _client;

    /// <summary>Makes a client; nothing is sent before the first call.</summary>
    public DockerEngine(DockerEndpoint endpoint) => _client = new EngineClient(endpoint);

    /// <summary>The endpoint it was made for: what the docker command must be pointed at to mean the same engine.</summary>
    public DockerEndpoint Endpoint => _client.Endpoint;

    /// <summary>Learns the settings of every container that is looked at or made; null where nobody has to know their secrets.</summary>
    public Redactor? Redactor { get; init; }

    /// <summary>How long a helper container's removal is waited for.</summary>
    internal TimeSpan ClearingPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public async Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        var engine = await _client.GetAsync<WireEngine>("info", cancellationToken);
        return new EngineDescription(engine.ID, engine.ServerVersion, engine.DockerRootDir, Endpoint.Address);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
