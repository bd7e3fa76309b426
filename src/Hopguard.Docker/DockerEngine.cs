using System.Net;
using System.Text.Json;
using Docker.DotNet;
using Hopguard.Containers.Ports;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;
using Hopguard.Engine;
using Hopguard.Engine.Secrets;

namespace Hopguard.Docker;

/// <summary>A Docker Engine over its API, from 20.10 (API 1.41) on, by Docker.DotNet; what every request has to bear stands in <see cref="EngineHandler"/>.</summary>
public sealed partial class DockerEngine : IContainerEngine, IDisposable
{
    private readonly EngineAbsence _absence;
    private readonly DockerClient _client;

    /// <summary>Sends nothing before it is first asked.</summary>
    /// <param name="endpoint">Where the engine listens.</param>
    public DockerEngine(DockerEndpoint endpoint)
    {
        Endpoint = endpoint;
        _absence = new EngineAbsence(endpoint.AbsenceBorne, TimeProvider.System);
        _client = EngineTransport.Open(endpoint, _absence);
    }

    /// <summary>The endpoint it was made for: what the docker command must be pointed at to mean the same engine.</summary>
    public DockerEndpoint Endpoint { get; }

    /// <inheritdoc />
    public Action<HopguardException, TimeSpan>? Awaits
    {
        get => _absence.Awaits;
        set => _absence.Awaits = value;
    }

    /// <summary>Learns the settings of every container that is looked at or made; null where nobody has to know their secrets.</summary>
    public Redactor? Redactor { get; init; }

    /// <summary>How long a helper container's removal is waited for.</summary>
    internal TimeSpan ClearingTimeLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public async Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        var engine = await ReadAsync(_client.System.GetSystemInfoAsync(cancellationToken));
        return new EngineDescription(engine.ID, engine.ServerVersion, engine.DockerRootDir);
    }

    /// <inheritdoc />
    public Task EndProgramsAsync(string project, CancellationToken cancellationToken) => ToolProcesses.EndAsync(project, Endpoint.Address, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    // Names go into the path of a request as they are.
    private static string Escape(string name) => Uri.EscapeDataString(name);

    // As the engine filters a listing: by labels with or without their value, or by a volume.
    private static Dictionary<string, IDictionary<string, bool>> Filter(string name, IEnumerable<string> values) =>
        new(StringComparer.Ordinal) { [name] = values.ToDictionary(value => value, _ => true, StringComparer.Ordinal) };

    private static Dictionary<string, IDictionary<string, bool>> LabelFilter(IReadOnlyDictionary<string, string?> labels) =>
        Filter("label", labels.Select(label => label.Value is null ? label.Key : $"{label.Key}={label.Value}"));

    // The library reads far more fields than are asked for here, and something else than an engine may answer at the address.
    private static async Task<T> ReadAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer ?? throw new JsonException("nothing");
        }
        catch (JsonException damage)
        {
            throw new HopguardException($"Docker Engine gave an answer that cannot be read: {damage.Message}", "Look whether DOCKER_HOST names a Docker Engine", damage);
        }
    }

    private static async Task<T?> FindAsync<T>(Task<T> answer)
        where T : class
    {
        try
        {
            return await ReadAsync(answer);
        }
        catch (HopguardException refusal) when (EngineRefusal.StatusOf(refusal) == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task RemoveAsync(Task removal)
    {
        try
        {
            await removal;
        }
        catch (HopguardException refusal) when (EngineRefusal.StatusOf(refusal) == HttpStatusCode.NotFound)
        {
            // What is not there is no error.
        }
    }
}
