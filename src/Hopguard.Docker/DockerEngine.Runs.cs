using System.Text.Json;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Containers;
using Hopguard.Docker.Wire;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<ToolResult> RunAsync(ContainerSpec spec, Action<string>? onLine, CancellationToken cancellationToken)
    {
        // A name of our own: when the creation is cancelled half way, the container can still be found and removed.
        var name = spec.Name ?? $"hopguard-{Guid.NewGuid():N}";
        try
        {
            await CreateContainerAsync(spec with { Name = name, Labels = AsTool(spec.Labels) }, cancellationToken);
            var output = new ToolOutput(onLine);

            // Attached before the start, so that not even the first line is missed, whatever the engine's log driver.
            using var attached = await AttachAsync(name, cancellationToken);
            await using var stream = await attached.Content.ReadAsStreamAsync(cancellationToken);
            await StartAsync(name, cancellationToken);
            await output.ReadFramesAsync(stream, cancellationToken);
            return new ToolResult(await WaitAsync(name, cancellationToken), output.Output, output.Error);
        }
        catch (IOException broken)
        {
            throw new HopguardException($"The connection to Docker Engine broke while '{spec.Image}' ran", "Look whether the engine was restarted", broken);
        }
        finally
        {
            await ClearAwayAsync(name);
        }
    }

    private static Dictionary<string, string> AsTool(IReadOnlyDictionary<string, string> labels) => new(labels, StringComparer.Ordinal) { [EngineLabels.Tool] = "true" };

    private async Task<HttpResponseMessage> AttachAsync(string name, CancellationToken cancellationToken)
    {
        var path = $"containers/{name}/attach?stream=1&stdout=1&stderr=1";
        var response = await _client.OpenAsync(HttpMethod.Post, path, null, cancellationToken);
        await EngineClient.ThrowOnFailureAsync(response, path, cancellationToken);
        return response;
    }

    private async Task<int> WaitAsync(string name, CancellationToken cancellationToken)
    {
        var (_, body) = await _client.SendAsync(HttpMethod.Post, $"containers/{name}/wait", null, Timeout.InfiniteTimeSpan, [], cancellationToken);
        return JsonSerializer.Deserialize<WireExit>(body, WireJson.Options)!.StatusCode;
    }
}
