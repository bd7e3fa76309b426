using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Targets;
using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Starts services of the version that is in place, and waits until they run and their databases answer. Whether they stay up is seen by a later
/// <c>verify-version</c>, over the time that the steps in between take; only where there is none it is waited for here.
/// </summary>
public sealed class StartServicesHandler(IContainerEngine engine, ICompose compose, IEnumerable<IStoreProbe> probes, Freshness freshness, IExternalServers? externals = null) : StepHandler<StartServices>
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);
    private readonly ProjectRemoval _removal = new(engine, compose);
    private readonly StoreProbes _probes = new(probes);
    private readonly VolumeShell _folders = new(engine);
    private readonly FirstTouch _touch = new(freshness);
    private readonly RestartLoopCheck _steadiness = new(engine);
    private readonly ExportedValues _exported = new(compose);

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(StartServices step, StepContext context, CancellationToken cancellationToken)
    {
        var target = await compose.ConfigAsync(TargetProject.At(step, context), cancellationToken);
        if (TargetProject.IsTarget(step, context) && _exported.FindDifference(context) is { } other)
            return other;
        if (await MissingImagesAsync(step, target, context, cancellationToken) is { Count: > 0 } missing)
            return new StepOutcome.Failed(string.Join("; ", missing), "Pull or load what is missing, then run the same command again");

        // Settings may have been edited since they were checked. The version that runs is started in the containers that it had.
        var trouble = TargetProject.IsTarget(step, context) ? ServerInProject.Find(target, context).FirstOrDefault() : null;
        trouble ??= await VolumeTroubleAsync(target, context, cancellationToken);
        return trouble is not null
            ? new StepOutcome.Failed(trouble, "Find out why before anything is started")
            : await _touch.RefuseAsync(step, Services(step, context, target), target, context, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(StartServices step, StepContext context, CancellationToken cancellationToken)
    {
        var project = TargetProject.At(step, context);
        var services = Services(step, context, await compose.ConfigAsync(project, cancellationToken));
        RememberedContainers.RememberOnce(context.Memory, await ContainersAsync(context, cancellationToken));
        foreach (var store in ExternalStores.Of(context))
            await externals!.OpenAsync(store, context, cancellationToken);

        if (TargetProject.IsTarget(step, context) || !await StartAsTheyWereAsync(services, context, cancellationToken))
            await compose.UpAsync(project, services, start: true, withDependencies: step.Only.IsEmpty, cancellationToken);

        foreach (var (store, probe) in _probes.Served(context, services))
            await probe.WaitUntilReadyAsync(await ContainerOfAsync(store.Service, context, cancellationToken), context.Options.StartupTimeout, context.Progress, cancellationToken);

        if (IsWatchedLater(step, context))
        {
            await _steadiness.WaitUntilUpAsync(project.Name, services, context, cancellationToken);
            return new StepOutcome.Done($"{Counts.Of(services.Count, "service")} up");
        }

        await _steadiness.WaitAsync(project.Name, services, context, cancellationToken);
        return new StepOutcome.Done($"{Counts.Of(services.Count, "service")} up, none restarts");
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> ForeseeAsync(StartServices step, StepContext context, CancellationToken cancellationToken)
    {
        // Images that a step pulls before the outage need not be there yet.
        if (!TargetProject.IsTarget(step, context) || context.Plan.Steps.TakeWhile(other => other.Id != step.Id).Any(other => other is PullImages))
            return [];

        return await MissingImagesAsync(step, (await TargetRendering.RenderAsync(compose, context, cancellationToken)).Configuration, context, cancellationToken);
    }

    private async Task<List<string>> MissingImagesAsync(StartServices step, ComposeConfiguration target, StepContext context, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var service in Services(step, context, target).Select(name => target.Services.GetValueOrDefault(name)).OfType<ComposeService>())
        {
            if (await engine.FindImageAsync(service.Image, cancellationToken) is null)
                missing.Add($"Image '{service.Image}' of service '{service.Name}' is not on the engine");
        }

        return missing;
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(StartServices step, StepContext context, CancellationToken cancellationToken)
    {
        if (RememberedContainers.Recall(context.Memory) is not { } before)
            return "nothing was started";

        var now = await ContainersAsync(context, cancellationToken);
        var aliveBefore = RememberedContainers.FindNow(before, now).Where(container => container.Remembered.WasAlive).Select(container => container.Now.Id).ToHashSet(StringComparer.Ordinal);
        var started = now.Where(container => !aliveBefore.Contains(container.Id)).ToList();
        foreach (var container in started.Where(container => container.RestartPolicy != "no"))
            await engine.SetRestartPolicyAsync(container.Name, "no", cancellationToken);

        await Task.WhenAll(started.Where(container => container.IsAlive).Select(container => engine.StopAsync(container.Name, TimeLimit, cancellationToken)));

        // Where nothing was before, nothing is to stay: services that only the target knows would be left over otherwise.
        if (before.Count == 0 && started.Count > 0)
        {
            AnonymousVolumes.NameOfNewVersion(started, context);
            if (await _removal.RemoveAsync(TargetProject.At(step, context), context.Log, cancellationToken) is { Count: > 0 } left)
                throw ProjectRemoval.Left(left);
        }

        return $"{Counts.Of(started.Count, "container")} stopped";
    }

    private static bool IsWatchedLater(StartServices step, StepContext context) =>
        context.Plan.Steps.SkipWhile(earlier => earlier.Id != step.Id).Any(later => later is VerifyVersion);

    private static IReadOnlyList<string> Services(StartServices step, StepContext context, ComposeConfiguration configuration)
    {
        if (!step.Only.IsEmpty)
            return [.. step.Only.Select(service => service.Text).Union(TargetProject.IsTarget(step, context) ? [] : StoppedByDumps(step, context))];

        // What the operator had stopped in the version that runs stays stopped.
        return TargetProject.IsTarget(step, context)
            ? [.. configuration.Services.Keys.Where(configuration.HasContainers).Order(StringComparer.Ordinal)]
            : [.. context.Before.Services.Where(service => service.WasRunning).Select(service => service.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    // A dump stops the server of its store; whoever starts the version again counts on that server.
    private static IEnumerable<string> StoppedByDumps(StartServices step, StepContext context) =>
        context.Plan.Steps.TakeWhile(earlier => earlier.Id != step.Id).OfType<DumpDatabase>().Select(dump => context.Application.Stores[dump.Store].Service);

    // The very containers that were stopped, with the restart policies they had: compose would recreate them where a file was edited since, and leave policies as they are.
    private async Task<bool> StartAsTheyWereAsync(IReadOnlyList<string> services, StepContext context, CancellationToken cancellationToken)
    {
        var now = await ContainersAsync(context, cancellationToken);
        var wanted = context.Before.Services.Where(service => service.WasRunning && services.Contains(service.Service))
            .Select(service => (Service: service, Container: now.FirstOrDefault(container => container.Name == service.Container))).ToList();
        if (wanted.Any(container => container.Container is null))
            return false;

        foreach (var (service, container) in wanted.OrderByDescending(wanted => context.Application.Stores.Values.Any(store => store.Service == wanted.Service.Service)))
            await OneServer.StartAsync(engine, container!, service.RestartPolicy, context, cancellationToken);

        return true;
    }

    private async Task<string?> VolumeTroubleAsync(ComposeConfiguration target, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in context.Application.Stores.Values.Where(store => store.IsKept && context.Before.HasInProject(store.Name)))
        {
            var volume = context.Before.Store(store.Name).Volume!;
            if (target.PlaceOf(store) is { } name && name != volume)
                return $"Store '{store.Name}' is on volume '{volume}', but compose would use '{name}'";
            if (ContainerMount.IsFolder(volume) ? !await _folders.IsThereAsync(volume, ToolImage.For(context), cancellationToken) : await engine.FindVolumeAsync(volume, cancellationToken) is null)
                return $"Volume '{volume}' of store '{store.Name}' does not exist, and compose would make an empty one";

            var others = (await engine.ListUsersAsync(volume, cancellationToken)).FirstOrDefault(container => container.Project != context.Before.Project);
            if (others is not null && store.Kind != Plans.Model.StoreKind.Volume)
                return $"Container '{others.Name}' uses volume '{volume}' of store '{store.Name}', and two servers on one volume destroy it";
        }

        return null;
    }

    private async Task<string> ContainerOfAsync(string service, StepContext context, CancellationToken cancellationToken) =>
        (await ContainersAsync(context, cancellationToken)).FirstOrDefault(container => container.Service == service)?.Name
        ?? throw new HopguardException($"Service '{service}' has no container after it was started");

    private Task<IReadOnlyList<ContainerState>> ContainersAsync(StepContext context, CancellationToken cancellationToken) =>
        engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
}
