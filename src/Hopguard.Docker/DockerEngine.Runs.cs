using Hopguard.Containers.Ports;
using Hopguard.Docker.Containers;
using Hopguard.Engine;

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
            using var attached = await _client.Containers.AttachContainerAsync(name, new() { Stream = true, Stdout = true, Stderr = true }, cancellationToken);
            await StartAsync(name, cancellationToken);
            await output.ReadAsync(attached, cancellationToken);
            var exit = await ReadAsync(_client.Containers.WaitContainerAsync(name, cancellationToken));
            return new ToolResult((int)exit.StatusCode, output.Output, output.Error);
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
}
