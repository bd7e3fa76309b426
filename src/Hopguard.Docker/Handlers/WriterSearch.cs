using Hopguard.Docker.Compose;
using Hopguard.Engine.Ports;
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

    private async Task<IEnumerable<string>> UsersAsync(string volume, string project, IReadOnlySet<string> kept, CancellationToken cancellationToken) =>
        (await engine.ListContainersMountingAsync(volume, cancellationToken))
            .Where(container => container.IsAlive && container.Project != project)
            .Where(container => container.Mounts.Any(mount => mount.Source == volume && !mount.ReadOnly))
            .Select(container => $"container '{container.Name}' outside the project mounts volume '{volume}'");

    private static bool IsKept(ContainerState container, string project, IReadOnlySet<string> kept) =>
        container.Project == project && container.Service is not null && kept.Contains(container.Service) && !ComposeLabels.IsOneOff(container);
}
