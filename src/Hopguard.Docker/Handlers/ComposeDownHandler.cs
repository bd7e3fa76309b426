using Hopguard.Docker.Compose;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Removes the running version's containers with the files it was started with, and proves that none is left.</summary>
public sealed class ComposeDownHandler(IContainerEngine engine, ICompose compose, IEnumerable<IStoreProbe> probes) : StepHandler<ComposeDown>
{
    // A database writes its last checkpoint; compose by itself would kill it after ten seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ProjectRemoval _removal = new(engine, compose);
    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken) =>
        RememberedContainers.Recall(context.Memory) is not null && (await ContainersAsync(context, cancellationToken)).Count == 0
            ? Probe.Done($"no container of project '{context.Before.Project}' is left")
            : Probe.NotDone();

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken)
    {
        // The last moment: with the containers goes the knowledge of when they ran.
        var copies = context.Plan.Steps.OfType<DumpDatabase>().Select(dump => dump.As.Text).Concat(context.Plan.Steps.OfType<BackUpVolumes>().Select(backup => backup.As.Text));
        return LaterWriters.RefuseAsync(engine, copies, context, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(ComposeDown step, StepContext context, CancellationToken cancellationToken)
    {
        var containers = await ContainersAsync(context, cancellationToken);
        RememberedContainers.RememberOnce(context.Memory, containers);
        foreach (var container in containers.Where(container => container.IsAlive))
            await engine.StopAsync(container.Name, Patience, cancellationToken);

        var left = await _removal.RemoveAsync(context.Before.Compose(), context.Log, cancellationToken);
        return left.Count == 0
            ? new StepOutcome.Done($"{containers.Count} containers of project '{context.Before.Project}' removed, none left, volumes kept")
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
            await compose.UpAsync(context.Before.Compose(), [], start: false, withDependencies: true, cancellationToken);

        var running = remembered.Where(container => container.WasAlive).ToList();
        foreach (var container in running)
            await engine.StartAsync(container.Name, cancellationToken);

        var services = running.Select(container => container.Service).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (store, probe) in _probes.Served(context, services))
            await probe.WaitUntilReadyAsync(context.Before.Store(store.Name).Container, context.Options.Patience, context.Progress, cancellationToken);

        return $"{remembered.Count} containers made again from the files of version {context.Before.Version}, {running.Count} started";
    }

    private async Task<bool> AreAllThereAsync(StepContext context, CancellationToken cancellationToken)
    {
        var now = await ContainersAsync(context, cancellationToken);
        return context.Before.Services.All(service => now.Any(container => container.Name == service.Container && container.ImageId == service.ImageId));
    }

    private Task<IReadOnlyList<ContainerState>> ContainersAsync(StepContext context, CancellationToken cancellationToken) =>
        engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
}
