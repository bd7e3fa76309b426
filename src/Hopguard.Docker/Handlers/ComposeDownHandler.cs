using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Targets;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Removes the running version's containers with the files it was started with, and proves that none is left.</summary>
public sealed class ComposeDownHandler(IContainerEngine engine, ICompose compose, IEnumerable<IStoreProbe> probes, Freshness freshness) : StepHandler<ComposeDown>
{
    // A database writes its last checkpoint; compose by itself would kill it after ten seconds.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    private readonly ProjectRemoval _removal = new(engine, compose);
    private readonly StoreProbes _probes = new(probes);
    private readonly ExportedValues _exported = new(compose);

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken) =>
        RememberedContainers.Recall(context.Memory) is not null && (await ContainersAsync(context, cancellationToken)).Count == 0
            ? Probe.Done($"no container of project '{context.Before.Project}' is left")
            : Probe.NotDone();

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken) => _exported.FindDifference(context)
        // The last moment: with the containers goes the knowledge of when they ran.
        ?? await freshness.RefuseLaterWritersAsync(LatestCopies.Of(context.Plan.Steps.TakeWhile(other => other.Id != step.Id)), context, cancellationToken);

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardUndoAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken) =>
        RememberedContainers.Recall(context.Memory) is null || await AreAllThereAsync(context, cancellationToken) ? null : _exported.FindDifference(context);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken)
    {
        var containers = await ContainersAsync(context, cancellationToken);
        RememberedContainers.RememberOnce(context.Memory, containers);
        AnonymousVolumes.Name(containers, context);
        foreach (var container in containers.Where(container => container.IsAlive))
            await engine.StopAsync(container.Name, TimeLimit, cancellationToken);

        var left = await _removal.RemoveAsync(context.Before.Compose(), context.Log, cancellationToken);
        return left.Count == 0
            ? new StepOutcome.Done($"{Counts.Of(containers.Count, "container")} of project '{context.Before.Project}' removed, none left, volumes kept")
            : new StepOutcome.Failed(
                $"Containers of project '{context.Before.Project}' are left after it was taken down: {string.Join(", ", left.Select(container => container.Name))}",
                "They belong to none of its compose files; name all files with --compose-files, or remove the containers");
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken)
    {
        if (RememberedContainers.Recall(context.Memory) is not { } remembered)
            return "nothing was taken down";

        // Compose would recreate what it finds where a file was edited since; containers that are still there are the ones wanted.
        if (!await AreAllThereAsync(context, cancellationToken))
        {
            if (_exported.FindDifference(context) is { } difference)
                throw new HopguardException(difference.What, difference.Remedy);

            await RemoveOthersAsync(context, cancellationToken);
            await compose.UpAsync(context.Before.Compose(), [], start: false, withDependencies: true, cancellationToken);
        }

        var running = RememberedContainers.FindNow(remembered, await ContainersAsync(context, cancellationToken)).Where(container => container.Remembered.WasAlive).ToList();
        foreach (var (_, container) in running)
            await OneServer.StartAsync(engine, container, policy: null, context, cancellationToken);

        var services = running.Select(container => container.Remembered.Service).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (store, probe) in _probes.Served(context, services))
        {
            var server = await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken);
            await probe.WaitUntilReadyAsync(server.Name, context.Options.StartupTimeout, context.Progress, cancellationToken);
        }

        return $"{Counts.Of(remembered.Count, "container")} made again from the files of version {context.Before.Version}, {running.Count} started";
    }

    // Somebody may have started another version in the middle of the run: a service that only that one has would stay and work on the data that is back.
    private async Task RemoveOthersAsync(StepContext context, CancellationToken cancellationToken)
    {
        var others = (await ContainersAsync(context, cancellationToken))
            .Where(container => !ComposeLabels.IsOneOff(container)
                && !(IsFromDeployment(container, context) && context.Before.Services.Any(service => service.Service == container.Service && service.ImageId == container.ImageId))).ToList();
        if (others.Count == 0)
            return;

        AnonymousVolumes.NameOfNewVersion(others, context);
        await Task.WhenAll(others.Where(container => container.IsAlive).Select(container => engine.StopAsync(container.Id, TimeLimit, cancellationToken)));
        var left = (await _removal.RemoveAsync(context.Before.Compose(), context.Log, cancellationToken)).IntersectBy(others.Select(other => other.Id), container => container.Id).ToList();

        // Compose takes nothing down that its files do not name. The engine would remove an anonymous volume together with its container.
        foreach (var container in left.Where(container => AnonymousVolumes.Of(container).Count == 0))
            await engine.RemoveContainerAsync(container.Id, cancellationToken);

        left.RemoveAll(container => AnonymousVolumes.Of(container).Count == 0);
        if (left.Count > 0)
            throw ProjectRemoval.Left(left);
    }

    private async Task<bool> AreAllThereAsync(StepContext context, CancellationToken cancellationToken)
    {
        var now = (await ContainersAsync(context, cancellationToken)).Where(container => IsFromDeployment(container, context)).ToList();
        return context.Before.Services.GroupBy(service => (service.Service, service.ImageId))
            .All(same => now.Count(container => (container.Service, container.ImageId) == same.Key && !ComposeLabels.IsOneOff(container)) >= same.Count());
    }

    // One that was started from another folder, such as the kept source tree, mounts what lies there, and nobody finds it by the deployment's folder.
    private static bool IsFromDeployment(ContainerState container, StepContext context) =>
        ComposeLabels.FolderOf(container) is not { } folder || RealPath.Of(folder) == RealPath.Of(context.Before.Folder);

    private Task<IReadOnlyList<ContainerState>> ContainersAsync(StepContext context, CancellationToken cancellationToken) =>
        engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
}
