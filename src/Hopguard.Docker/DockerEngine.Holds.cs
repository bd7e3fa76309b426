using System.Net;
using System.Text.Json;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Containers;
using Hopguard.Docker.Wire;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<IHeldContainer?> HoldAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        if (await CreateHeldAsync(spec, cancellationToken) is not { } id)
            return null;

        HttpResponseMessage? attached = null;
        try
        {
            var path = $"containers/{id}/attach?stream=1&stdin=1&stdout=1&stderr=1";
            attached = await _client.OpenBothWaysAsync(path, cancellationToken);
            await EngineClient.ThrowOnFailureAsync(attached, path, cancellationToken);
            var stream = await attached.Content.ReadAsStreamAsync(cancellationToken);
            await StartAsync(id, cancellationToken);
            return new HeldContainer(this, id, attached, stream);
        }
        catch
        {
            attached?.Dispose();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            await RemoveContainerAsync(id, limit.Token);
            throw;
        }
    }

    // What reads its input does not react to a signal to stop, and an engine that shuts down would wait for it.
    private async Task<string?> CreateHeldAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var container = WireNewContainer.From(spec) with { AttachStdin = true, OpenStdin = true, StdinOnce = true, StopSignal = "SIGKILL" };
        cancellationToken.ThrowIfCancellationRequested();
        var (status, body) = await _client.SendAsync(
            HttpMethod.Post, "containers/create?name=" + Uri.EscapeDataString(spec.Name!), container, null, [HttpStatusCode.Conflict], CancellationToken.None);
        return status == HttpStatusCode.Conflict ? null : JsonSerializer.Deserialize<WireCreated>(body, WireJson.Options)!.Id;
    }
}
