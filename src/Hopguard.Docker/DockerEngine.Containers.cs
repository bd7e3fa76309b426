using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Docker.Containers;
using Hopguard.Engine;
using CreateContainerParameters = Docker.DotNet.Models.CreateContainerParameters;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    private static readonly TimeSpan LogTimeLimit = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public Task<IReadOnlyList<ContainerState>> ListContainersAsync(IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken) =>
        ListAsync(LabelFilter(labels), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ContainerState>> ListContainersMountingAsync(string volume, CancellationToken cancellationToken)
    {
        if ((await FindVolumeAsync(volume, cancellationToken))?.BoundFolder is { } folder)
            return await ListReachingAsync(folder, cancellationToken);

        // The engine's filter also matches mount paths, so what it lists is looked at again.
        var listed = await ListAsync(Filter("volume", [volume]), cancellationToken);
        return [.. listed.Where(container => container.Mounts.Any(mount => mount.Kind == "volume" && mount.Source == volume))];
    }

    /// <inheritdoc />
    public async Task<ContainerState?> FindContainerAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var found = (await FindAsync(_client.Containers.InspectContainerAsync(Escape(nameOrId), cancellationToken)))?.ToState();
        if (found is not null)
            SecretFile.Learn(Redactor, found.Environment, found.Mounts);
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
        _client.Containers.StartContainerAsync(Escape(nameOrId), null, cancellationToken);

    /// <inheritdoc />
    public Task RemoveContainerAsync(string nameOrId, CancellationToken cancellationToken) =>
        RemoveAsync(_client.Containers.RemoveContainerAsync(Escape(nameOrId), new() { Force = true, RemoveVolumes = true }, cancellationToken));

    /// <inheritdoc />
    public Task SetRestartPolicyAsync(string nameOrId, string policy, CancellationToken cancellationToken) =>
        _client.Containers.UpdateContainerAsync(Escape(nameOrId), new() { RestartPolicy = PortTranslation.ToPolicy(policy) }, cancellationToken);

    /// <inheritdoc />
    public async Task<string> ReadLogAsync(string nameOrId, int lines, CancellationToken cancellationToken)
    {
        // A log is read to tell a cause: that it cannot be read (its driver may keep none) must not take the place of that cause.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LogTimeLimit);
        try
        {
            var tail = lines.ToString(CultureInfo.InvariantCulture);
            using var stream = await _client.Containers.GetContainerLogsAsync(Escape(nameOrId), new() { ShowStdout = true, ShowStderr = true, Tail = tail }, limit.Token);
            var log = new ToolOutput(null);
            await log.ReadAsync(stream, limit.Token);
            return log.Both;
        }
        catch (Exception trouble) when (trouble is HopguardException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"(its log cannot be read: {(limit.IsCancellationRequested ? "the engine did not answer in time" : trouble.Message.Trim())})";
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ContainerProcess>?> ListProcessesAsync(string nameOrId, CancellationToken cancellationToken)
    {
        try
        {
            // The engine asks its host's 'ps', and what stands in the last column may hold blanks.
            var listed = await ReadAsync(_client.Containers.ListProcessesAsync(Escape(nameOrId), new() { PsArgs = "-eo pid,args" }, cancellationToken));
            // It has none to tell of a container that ends at that moment.
            return [.. (listed.Processes ?? []).Where(process => process.Count >= 2).Select(process => new ContainerProcess(process[0], process[^1]))];
        }
        catch (HopguardException)
        {
            return null;
        }
    }

    internal async Task<string> CreateContainerAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        Redactor?.Learn(spec.Environment);
        await RequireVolumesAsync(spec, cancellationToken);
        return await CreateAsync(spec.ToParameters(), cancellationToken);
    }

    // Never cut off: the engine would go on making a container that was looked for, and not found, a moment before.
    private async Task<string> CreateAsync(CreateContainerParameters container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return (await ReadAsync(_client.Containers.CreateContainerAsync(container, CancellationToken.None))).ID;
    }

    // What a helper did counts, and not how long the engine takes to clear it away: the removal goes on without us, and the next holder of the deployment removes
    // by its label what is left.
    private async Task ClearAwayAsync(string name)
    {
        var removal = RemoveContainerAsync(name, CancellationToken.None);
        try
        {
            await removal.WaitAsync(ClearingTimeLimit);
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

    private async Task<IReadOnlyList<ContainerState>> ListAsync(IDictionary<string, IDictionary<string, bool>> filter, CancellationToken cancellationToken)
    {
        var listed = await ReadAsync(_client.Containers.ListContainersAsync(new() { All = true, Filters = filter }, cancellationToken));
        var found = await Task.WhenAll(listed.Select(container => FindContainerAsync(container.ID, cancellationToken)));

        // One that was removed between the two questions is not there.
        return [.. found.OfType<ContainerState>().OrderBy(container => container.Name, StringComparer.Ordinal)];
    }

    // Volumes may stand for the folder, or for one in or around it.
    private async Task<IReadOnlyList<ContainerState>> ListReachingAsync(string folder, CancellationToken cancellationToken)
    {
        var volumes = (await ListVolumesAsync(ImmutableDictionary<string, string?>.Empty, cancellationToken))
            .Where(volume => volume.BoundFolder is { } bound && new ContainerMount("bind", bound, string.Empty, ReadOnly: false).Reaches(folder)).Select(volume => volume.Name).ToHashSet(StringComparer.Ordinal);
        var all = await ListContainersAsync(ImmutableDictionary<string, string?>.Empty, cancellationToken);
        return [.. all.Where(container => container.Mounts.Any(mount => mount.Reaches(folder) || (mount.Kind == "volume" && volumes.Contains(mount.Source))))];
    }
}
