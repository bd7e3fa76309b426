using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Rollbacks;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Handlers;

/// <summary>
/// Dumps a cluster: globals and every database in directory format, each file hashed, and the fingerprint of what was dumped beside it. Then stops its server, so that
/// the copy stays equal to the store. Killed before the copy is declared complete, the next attempt starts the server and dumps again. The rollback brings the dump back where another version has
/// run on the store itself.
/// </summary>
public sealed class DumpDatabaseHandler(IContainerEngine engine, ICompose compose, IVolumeContents volumes, Freshness freshness, TimeProvider clock, ExternalServers? externals = null) : StepHandler<DumpDatabase>
{
    private readonly PostgreSqlProbe _probe = new(engine, clock);

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As))
            return Probe.NotDone();

        var copy = context.Evidence.Copy(step.As);
        return await context.FindDamageAsync(copy, cancellationToken) is { } damage
            ? throw new HopguardException($"Copy '{copy.Name}' was complete and is damaged now: {damage}", "Check the disk it lies on, and start over with a new run")
            : Probe.Done(DumpFolder.Describe(copy));
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Evidence.HasCopy(step.As))
            return new StepOutcome.Failed($"Copy '{step.As}' exists already and is never overwritten", "Start over with a new run");

        if (ExternalStores.Find(context, step.Store) is { } external)
            return await ExternalDumpOf(step, external, context).GuardAsync(cancellationToken);

        // Killed between the stop of the server and the end of the step: what was dumped then is not relied on. Or an earlier dump of the same store stopped it.
        await StopOf(context).WakeAsync(context.Before.Store(step.Store).Container, LatestCopies.HasDumpBefore(step, context), cancellationToken);
        var server = await FindServerAsync(step, context, cancellationToken);
        return await FindUnusedAsync(step, server, context, cancellationToken) ?? await DumpPrecheck.FindAsync(server, _probe, clock, cancellationToken);
    }

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardResumeAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) =>
        freshness.RefuseChangedMeanwhileAsync(step, step.As, context, cancellationToken);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (ExternalStores.Find(context, step.Store) is { } external)
            return await ExternalDumpOf(step, external, context).TakeAsync(cancellationToken);

        var server = await FindServerAsync(step, context, cancellationToken);
        var target = await TargetServer.FindAsync(engine, compose, step.Store, context, cancellationToken);
        if (await target.FindMissingImageAsync(engine, step.Store, cancellationToken) is { } missing)
            return missing;

        var partial = DumpFolder.MakePartial(step, context);
        try
        {
            return await DumpAsync(step, server, target, partial, context, cancellationToken);
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            context.Folder.DropPartialCopy(step.As);
            throw;
        }
    }

    // The copy counts only when its server is stopped and proved not to have been written to since the dump began: then the copy equals the store.
    private async Task<StepOutcome> DumpAsync(DumpDatabase step, ServerContainer server, TargetServer target, string partial, StepContext context, CancellationToken cancellationToken)
    {
        var takenAt = clock.GetUtcNow();
        var mark = await TransactionMark.TakeAsync(server.Endpoint, clock, cancellationToken);
        await using var watch = new ClientWatch(server.Endpoint);
        var tools = new ToolRunner(engine, target.Image, server.Endpoint, server.Network, partial, context.Owner("dump")) { Cluster = mark.SystemIdentifier };
        var fingerprint = await new DumpWriter(server.Endpoint, tools, ReaderOf(context), context).WriteAsync(partial, step.Jobs, target.Image, cancellationToken);
        if (await DumpPrecheck.FindClientsAsync(server, _probe, clock, cancellationToken) is { } connected)
            throw new HopguardException(connected.What, connected.Remedy);

        var stopping = StopOf(context).StopAsync(server, fingerprint, mark, await watch.EndAsync(), cancellationToken);
        var hashing = EvidenceStore.HashFolderAsync(partial, context.Progress, cancellationToken);
        await Task.WhenAll(stopping, hashing);
        context.Evidence.Save(Fingerprint.FileName(step.As), fingerprint);
        context.Evidence.Save(StoppedServer.FileName(step.As), await stopping);
        var copy = DumpFolder.Complete(step, context, partial, await hashing, takenAt);
        return new StepOutcome.Done($"{DumpFolder.Describe(copy)}; {FingerprintCounts.Summary(fingerprint)}; '{server.Container.Name}' is stopped, so that nobody writes to it any more");
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> ForeseeAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (ExternalStores.Find(context, step.Store) is { } external)
            return await ExternalDumpOf(step, external, context).ForeseeAsync(cancellationToken);

        var server = await FindServerAsync(step, context, cancellationToken);
        var refusal = await FindUnusedAsync(step, server, context, cancellationToken) ?? await DumpPrecheck.FindLastingAsync(server, cancellationToken);
        return refusal is null ? [] : [$"{refusal.What} ({refusal.Remedy})"];
    }

    private static Task<StepOutcome.Failed?> FindUnusedAsync(DumpDatabase step, ServerContainer server, StepContext context, CancellationToken cancellationToken) =>
        step.Store.Text == context.Application.Migrations.Store ? DumpPrecheck.FindUnusedAsync(server.Endpoint, context.Application.Migrations, cancellationToken) : Task.FromResult<StepOutcome.Failed?>(null);

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardUndoAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) =>
        ExternalStores.Find(context, step.Store) is { } external ? ExternalReturnOf(step, external, context).GuardAsync(cancellationToken) : RollbackOf(step, context).GuardAsync(cancellationToken);

    /// <inheritdoc />
    protected override Task<string> UndoAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) => ExternalStores.Find(context, step.Store) is { } external
        ? ExternalReturnOf(step, external, context).UndoAsync(cancellationToken)
        : RollbackOf(step, context).UndoAsync(cancellationToken);

    private ExternalDump ExternalDumpOf(DumpDatabase step, ExternalStore store, StepContext context) => new(engine, new ExternalTrial(engine, compose, externals!), externals!, ReaderOf(context), store, step, context);

    private ExternalReturn ExternalReturnOf(DumpDatabase step, ExternalStore store, StepContext context) => new(engine, new ExternalTrial(engine, compose, externals!), externals!, ReaderOf(context), store, step, context);

    private DumpRollback RollbackOf(DumpDatabase step, StepContext context) => new(engine, volumes, _probe, ReaderOf(context), step, context);

    private FingerprintReader ReaderOf(StepContext context) => new(SecretDigest.OfRun(context.Evidence), clock);

    private ServerStop StopOf(StepContext context) => new(engine, _probe, ReaderOf(context), context);

    private async Task<ServerContainer> FindServerAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        var container = await ServiceContainers.FindAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
        return await ServerContainer.FindAsync(engine, container.Name, $"store '{step.Store}'", cancellationToken);
    }
}
