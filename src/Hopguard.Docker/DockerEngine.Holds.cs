using System.Net;
using Docker.DotNet;
using Hopguard.Containers.Ports;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Containers;
using Hopguard.Engine;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<IHeldContainer?> HoldAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        if (await CreateHeldAsync(spec, cancellationToken) is not { } id)
            return null;

        MultiplexedStream? attached = null;
        try
        {
            attached = await _client.Containers.AttachContainerAsync(id, new() { Stream = true, Stdin = true, Stdout = true, Stderr = true }, cancellationToken);
            await StartAsync(id, cancellationToken);
            return new HeldContainer(this, id, attached);
        }
        catch
        {
            attached?.Dispose();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            await RemoveContainerAsync(id, limit.Token);
            throw;
        }
    }

    private async Task<string?> CreateHeldAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var container = spec.ToParameters();
        (container.AttachStdin, container.OpenStdin, container.StdinOnce) = (true, true, true);

        // What reads its input does not react to a signal to stop, and an engine that shuts down would wait for it.
        container.StopSignal = "SIGKILL";
        try
        {
            return await CreateAsync(container, cancellationToken);
        }
        catch (HopguardException refusal) when (EngineRefusal.StatusOf(refusal) == HttpStatusCode.Conflict)
        {
            return null;
        }
    }
}
