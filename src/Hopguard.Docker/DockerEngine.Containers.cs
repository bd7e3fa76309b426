using System.Net;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Containers;
using Hopguard.Docker.Wire;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    // An engine under load takes its time to signal, wait and clean up beyond the patience given.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public Task<IReadOnlyList<ContainerState>> ListContainersAsync(IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken) =>
        ListAsync(WireJson.LabelFilter(labels), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ContainerState>> ListContainersMountingAsync(string volume, CancellationToken cancellationToken)
    {
        // The engine's filter also matches mount paths, so what it lists is looked at again.
        var listed = await ListAsync(WireJson.Filter("volume", volume), cancellationToken);
        return [.. listed.Where(container => container.Mounts.Any(mount => mount.Kind == "volume" && mount.Source == volume))];
    }

    /// <inheritdoc />
    public async Task<ContainerState?> FindContainerAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var found = (await _client.FindAsync<WireContainer>($"containers/{Uri.EscapeDataString(nameOrId)}/json", cancellationToken))?.ToState();
        if (found is not null)
            Redactor?.Learn(found.Environment);
        return found;
    }

    /// <inheritdoc />
    public async Task<ContainerState> StartNewAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var id = await CreateContainerAsync(spec, cancellationToken);
        await StartAsync(id, cancellationToken);
        return await FindContainerAsync(id, cancellationToken) ?? throw new HopguardException($"Container '{spec.Name ?? id}' vanished right after its start");
    }

    /// <inheritdoc />
    public Task StartAsync(string nameOrId, CancellationToken cancellationToken) =>
        PostAsync(nameOrId, "start", null, Slack, cancellationToken, HttpStatusCode.NotModified);

    /// <inheritdoc />
    public Task StopAsync(string nameOrId, TimeSpan patience, CancellationToken cancellationToken) =>
        PostAsync(nameOrId, $"stop?t={(int)Math.Ceiling(patience.TotalSeconds)}", null, patience + Slack, cancellationToken, HttpStatusCode.NotModified);

    /// <inheritdoc />
    public Task RemoveContainerAsync(string nameOrId, CancellationToken cancellationToken) =>
        _client.DeleteAsync($"containers/{Uri.EscapeDataString(nameOrId)}?force=1&v=1", cancellationToken);

    /// <inheritdoc />
    public Task SetRestartPolicyAsync(string nameOrId, string policy, CancellationToken cancellationToken) =>
        PostAsync(nameOrId, "update", new WireHostConfig(new WireRestartPolicy(policy)), null, cancellationToken);

    /// <inheritdoc />
    public async Task<string> ReadLogAsync(string nameOrId, int lines, CancellationToken cancellationToken)
    {
        // A log is read to tell a cause: that it cannot be read (its driver may keep none) must not take the place of that cause.
        using var limit = new SilenceLimit(LogPatience, cancellationToken);
        try
        {
            return await ReadLogAsync(nameOrId, lines, limit);
        }
        catch (Exception trouble) when (trouble is HopguardException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"(its log cannot be read: {(limit.IsOver ? "the engine did not answer in time" : trouble.Message.Trim())})";
        }
    }

    private async Task<string> ReadLogAsync(string nameOrId, int lines, SilenceLimit limit)
    {
        var cancellationToken = limit.Token;
        var path = $"containers/{Uri.EscapeDataString(nameOrId)}/logs?stdout=1&stderr=1&tail={lines}";
        using var response = await _client.OpenAsync(HttpMethod.Get, path, null, cancellationToken);
        await EngineClient.ThrowOnFailureAsync(response, path, cancellationToken);
        var log = new ToolOutput(null);
        var hasTerminal = response.Content.Headers.ContentType?.MediaType == "application/vnd.docker.raw-stream" && await HasTerminalAsync(nameOrId, cancellationToken);
        await using var stream = limit.Watch(await response.Content.ReadAsStreamAsync(cancellationToken));
        await (hasTerminal ? log.ReadPlainAsync(stream, cancellationToken) : log.ReadFramesAsync(stream, cancellationToken));
        return log.Both;
    }

    internal async Task<string> CreateContainerAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        Redactor?.Learn(spec.Environment);
        await RequireVolumesAsync(spec, cancellationToken);
        var query = spec.Name is null ? string.Empty : "?name=" + Uri.EscapeDataString(spec.Name);

        // Never cut off: the engine would go on making a container that was looked for, and not found, a moment before.
        cancellationToken.ThrowIfCancellationRequested();
        var (_, body) = await _client.SendAsync(HttpMethod.Post, "containers/create" + query, WireNewContainer.From(spec), null, [], CancellationToken.None);
        return System.Text.Json.JsonSerializer.Deserialize<WireCreated>(body, WireJson.Options)!.Id;
    }

    // What a helper did counts, and not how long the engine takes to clear it away: the removal goes on without us, and the next holder of the deployment removes
    // by its label what is left.
    private async Task ClearAwayAsync(string name)
    {
        var removal = RemoveContainerAsync(name, CancellationToken.None);
        try
        {
            await removal.WaitAsync(ClearingPatience);
        }
        catch (Exception trouble) when (trouble is HopguardException or TimeoutException or IOException)
        {
            _ = removal.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    // The engine makes a missing volume on the fly: a typing error would look like an empty store.
    private async Task RequireVolumesAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        foreach (var mount in spec.Mounts.Where(mount => mount.Kind == "volume"))
        {
            if (await FindVolumeAsync(mount.Source, cancellationToken) is null)
                throw new HopguardException($"Volume '{mount.Source}' does not exist");
        }
    }

    private async Task<bool> HasTerminalAsync(string nameOrId, CancellationToken cancellationToken) =>
        (await _client.FindAsync<WireContainer>($"containers/{Uri.EscapeDataString(nameOrId)}/json", cancellationToken))?.Config.Tty ?? false;

    private async Task<IReadOnlyList<ContainerState>> ListAsync(string filter, CancellationToken cancellationToken)
    {
        var listed = await _client.GetAsync<WireListedContainer[]>("containers/json?all=1&" + filter, cancellationToken);
        var found = await Task.WhenAll(listed.Select(container => FindContainerAsync(container.Id, cancellationToken)));

        // One that was removed between the two questions is not there.
        return [.. found.OfType<ContainerState>().OrderBy(container => container.Name, StringComparer.Ordinal)];
    }

    private Task PostAsync(string nameOrId, string action, object? body, TimeSpan? patience, CancellationToken cancellationToken, params HttpStatusCode[] tolerated) =>
        _client.SendAsync(HttpMethod.Post, $"containers/{Uri.EscapeDataString(nameOrId)}/{action}", body, patience, tolerated, cancellationToken);
}
