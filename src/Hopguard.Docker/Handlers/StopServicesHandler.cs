using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Stops services so that neither the engine's restart nor the host's brings them back, and proves that nobody can write any more.</summary>
public sealed class StopServicesHandler(IContainerEngine engine, IEnumerable<IStoreProbe> probes, IExternalServers? externals = null) : StepHandler<StopServices>
{
    // Workers finish a short job in it; a container that ignores its stop signal costs this much downtime.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    // Connections of a process that was killed disappear when the server notices.
    private static readonly TimeSpan ClientsLinger = TimeSpan.FromSeconds(10);
    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(StopServices step, StepContext context, CancellationToken cancellationToken)
    {
        var kept = step.AllBut.Select(service => service.Text).ToHashSet(StringComparer.Ordinal);
        var all = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        var stopped = all.Where(container => !kept.Contains(container.Service ?? string.Empty)).ToList();
        var remembered = RememberedContainers.RememberOnce(context.Memory, stopped);
        await Task.WhenAll(stopped.Where(container => container.RestartPolicy != "no").Select(container => engine.SetRestartPolicyAsync(container.Name, "no", cancellationToken)));
        await StopAsync(stopped, context, cancellationToken);
        var problems = await new WriterSearch(engine).FindAsync(context, kept, cancellationToken);
        problems = problems.Count > 0 ? problems : await ClientsAsync(context, kept, cancellationToken);
        return problems.Count == 0
            ? new StepOutcome.Done($"{Counts.Of(remembered.Count(container => container.WasAlive), "container")} stopped, {(kept.Count == 0 ? "nothing" : string.Join(", ", kept))} kept, no writer left")
            : new StepOutcome.Failed($"Writers are left after the stop: {string.Join("; ", problems)}", $"Stop these writers: {string.Join("; ", problems)}")
            { AfterRollback = $"Find out what kept these writers running, or started them, in the middle of the run: {string.Join("; ", problems)}" };
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> ForeseeAsync(StopServices step, StepContext context, CancellationToken cancellationToken)
    {
        var found = new List<string>(await new WriterSearch(engine).FindStrangersAsync(context, cancellationToken));
        var kept = step.AllBut.Select(service => service.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var (store, probe) in _probes.Served(context, kept))
        {
            // A server that does not run has no clients.
            if (await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken) is { Status: "running" } server)
                found.AddRange(await new ClientSearch(engine).FindLastingAsync(store.Name, server, probe, kept, context, cancellationToken));
        }

        foreach (var store in ExternalStores.Of(context))
            found.AddRange(await new ClientSearch(engine).FindLastingAsync(store, externals!, context, cancellationToken));

        return found;
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(StopServices step, StepContext context, CancellationToken cancellationToken)
    {
        var started = 0;
        var now = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        var found = RememberedContainers.FindNow(RememberedContainers.Recall(context.Memory) ?? [], now);
        foreach (var (remembered, container) in found.OrderByDescending(container => ServesStore(container.Now.Service, context)))
        {
            if (remembered.WasAlive)
            {
                await OneServer.StartAsync(engine, container, remembered.RestartPolicy, context, cancellationToken);
                started++;
            }
            else if (container.RestartPolicy != remembered.RestartPolicy)
            {
                await engine.SetRestartPolicyAsync(container.Id, remembered.RestartPolicy, cancellationToken);
            }
        }

        return $"{Counts.Of(started, "container")} started again, with the restart policies they had";
    }

    private static bool ServesStore(string? service, StepContext context) =>
        context.Application.Stores.Values.Any(store => store.Service == service && store.Kind != StoreKind.Volume);

    // First those that use stores, then the servers of stores: a worker can still put its job back into the queue.
    private async Task StopAsync(List<ContainerState> containers, StepContext context, CancellationToken cancellationToken)
    {
        var alive = containers.Where(container => container.IsAlive).ToList();
        foreach (var group in alive.GroupBy(container => ServesStore(container.Service, context)).OrderBy(group => group.Key))
            await Task.WhenAll(group.Select(container => engine.StopAsync(container.Name, TimeLimit, cancellationToken)));
    }

    private async Task<List<string>> ClientsAsync(StepContext context, HashSet<string> kept, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var (store, probe) in _probes.Served(context, kept))
        {
            var server = await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken);
            var clients = await probe.ListLingeringClientsAsync(server.Name, ClientsLinger, context.Clock, cancellationToken);
            problems.AddRange(clients.Select(client => $"client of store '{store.Name}': {client}"));
        }

        foreach (var store in ExternalStores.Of(context))
        {
            var clients = await externals!.ListLingeringClientsAsync(store, ClientsLinger, context.Clock, cancellationToken);
            problems.AddRange(clients.Select(client => $"client of store '{store.Store.Name}': {client}"));
        }

        return problems;
    }
}
