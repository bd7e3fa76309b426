using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Looks for containers that could still write: of the project, and of anybody else who mounts a volume of its stores.</summary>
internal sealed class WriterSearch(IContainerEngine engine)
{
    /// <summary>Those found, one clause each, other than the services that are meant to run.</summary>
    public async Task<List<string>> FindAsync(StepContext context, IReadOnlySet<string> kept, CancellationToken cancellationToken)
    {
        var project = context.Before.Project;
        var found = (await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken))
            .Where(container => container.IsAlive && !IsKept(container, project, kept))
            .Select(container => $"container '{container.Name}' still runs").ToList();
        foreach (var volume in context.Before.Stores.Values.Select(store => store.Volume).OfType<string>().Distinct(StringComparer.Ordinal))
            found.AddRange(await UsersAsync(volume, project, kept, cancellationToken));

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Containers of others that mount a store's volume and run, or would after a restart of the engine: no step stops them, and a volume in use is neither archived
    /// nor put aside. Of a store that is disposable only a writer counts.
    /// </summary>
    public async Task<IReadOnlyList<string>> FindStrangersAsync(StepContext context, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var (name, store) in context.Before.Stores.Where(store => store.Value.Volume is not null).OrderBy(store => store.Key, StringComparer.Ordinal))
        {
            var isDisposable = context.Application.Stores.GetValueOrDefault(name)?.Disposable ?? false;
            var mounting = await engine.ListContainersMountingAsync(store.Volume!, cancellationToken);
            found.AddRange(mounting
                .Where(container => IsStranger(container, context) && (container.IsAlive || container.RestartPolicy is "always" or "unless-stopped"))
                .Where(container => !isDisposable || container.MayWriteTo(store.Volume!))
                .Select(container => $"container '{container.Name}' outside the project mounts volume '{store.Volume}' of store '{name}'{(container.IsAlive ? string.Empty : " and starts again with the engine")}"
                    + $" (docker update --restart=no {container.Name} && docker stop {container.Name})"));
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static bool IsStranger(ContainerState container, StepContext context) =>
        container.Project != context.Before.Project && !container.Labels.ContainsKey(EngineLabels.Run) && !container.Labels.ContainsKey(EngineLabels.Tool);

    private async Task<IEnumerable<string>> UsersAsync(string volume, string project, IReadOnlySet<string> kept, CancellationToken cancellationToken) =>
        (await engine.ListUsersAsync(volume, cancellationToken))
            .Where(container => container.Project != project)
            .Where(container => container.MayWriteTo(volume))
            .Select(container => $"container '{container.Name}' outside the project mounts volume '{volume}'");

    private static bool IsKept(ContainerState container, string project, IReadOnlySet<string> kept) =>
        container.Project == project && container.Service is not null && kept.Contains(container.Service) && !ComposeLabels.IsOneOff(container);
}
