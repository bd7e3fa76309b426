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
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Rollbacks;

/// <summary>
/// The rollback of a dump: its server runs again. Where another version has changed the store since, the dump comes back; what the version before wrote itself stays, since a store is the
/// truth and its copy only a copy.
/// </summary>
internal sealed class DumpRollback(IContainerEngine engine, IVolumeContents volumes, IStoreProbe probe, FingerprintReader reader, DumpDatabase step, StepContext context)
{
    private readonly ServerStop _stop = new(engine, probe, reader, context);
    private readonly DumpReturn _back = new(engine, volumes, new ServerStop(engine, probe, reader, context), step, context);

    /// <summary>What stands against the rollback: where the dump may have to come back, room for it.</summary>
    public async Task<StepOutcome.Failed?> GuardAsync(CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As) || !TargetWork.WasToBegin(step.As, context) || _back.HasBegun || _back.HasEnded)
            return null;

        var container = await ServiceContainers.FindOrNullAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
        return container is not null && await IsUntouchedAsync(container.Name, cancellationToken)
            ? null
            : await volumes.RefuseLackOfSpaceAsync(MadeNames.VolumeOf(context, step.Store), step.As, context, cancellationToken);
    }

    /// <summary>Leaves the store's server running on what it is to hold, and says what that is.</summary>
    public async Task<string> UndoAsync(CancellationToken cancellationToken)
    {
        var container = await ServiceContainers.FindAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
        var summary = await DecideAsync(container.Name, cancellationToken);
        if (summary is null)
        {
            summary = await _back.BringBackAsync(container, cancellationToken);
            context.Log(summary);
        }

        await _stop.StartAgainAsync(container.Name, cancellationToken);
        if (context.Evidence.HasCopy(step.As))
            await probe.WaitUntilReadyAsync(container.Name, context.Options.StartupTimeout, context.Progress, cancellationToken);

        return summary;
    }

    // What the store keeps, in one line; null where the copy has to come back.
    private async Task<string?> DecideAsync(string container, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As) || context.Evidence.Find<Fingerprint>(Fingerprint.FileName(step.As)) is not { } before)
            return "the dump was not completed, nothing to compare";
        if (_back.HasBegun)
            return null;
        if (_back.HasEnded)
            return $"store '{step.Store}' was restored from copy '{step.As}' before, and keeps what was written since";
        if (FindLaterReturn() is { } later)
            return $"store '{step.Store}' was restored from copy '{later}', which is newer than copy '{step.As}'";
        if (await IsUntouchedAsync(container, cancellationToken))
            return $"store '{step.Store}' holds what it held when it was dumped: {FingerprintCounts.Summary(before)}";

        try
        {
            await _stop.StartAgainAsync(container, cancellationToken);
            await probe.WaitUntilReadyAsync(container, context.Options.StartupTimeout, context.Progress, cancellationToken);
        }
        catch (HopguardException unstartable) when (TargetWork.WasToBegin(step.As, context) && !cancellationToken.IsCancellationRequested)
        {
            context.Log($"The server of version {context.Before.Version} does not run on what the newer version left: {unstartable.Message}");
            return null;
        }

        return await CompareAsync(before, cancellationToken);
    }

    // The store is the truth and the copy only a copy: what differs was written to the store later, and stays, unless another version wrote it.
    private async Task<string?> CompareAsync(Fingerprint before, CancellationToken cancellationToken)
    {
        var server = await FindServerAsync(cancellationToken);
        var now = await reader.ReadAsync(server.Endpoint, context.Progress, cancellationToken);
        var found = FingerprintComparison.Compare(before, now);

        // Restored by hand from the dump, where the volume of the old cluster was lost: it is the content that counts.
        var isAnother = before.Server.SystemIdentifier != now.Server.SystemIdentifier;
        if (isAnother)
            found = await Canonicaliser.ReduceAsync(found, now, server.Endpoint, cancellationToken);
        if (isAnother && found.Count > 0 && !TargetWork.WasToBegin(step.As, context))
        {
            throw new HopguardException(
                $"Store '{step.Store}' in volume '{context.Before.Store(step.Store).Volume}' is another cluster ({now.Server.SystemIdentifier}) than the one that was dumped ({before.Server.SystemIdentifier}), and holds something else: {Difference.First(found)}",
                $"Put the data of the dumped cluster back into that volume, or restore its dump '{context.Folder.Copy(step.As)}' into an empty one as 'Restoring by hand' in docs/operating.md shows, then repeat the rollback");
        }

        var differences = found.Select(difference => difference.ToString()).ToList();
        context.Evidence.Save(
            ComparisonEvidence.FileName(step.Id), FingerprintComparison.ToEvidence(before, $"copy '{step.As}'", now, server.Endpoint.Subject, found));
        if (differences.Count == 0)
            return $"store '{step.Store}' holds what it held when it was dumped: {FingerprintCounts.Summary(now)}";
        if (TargetWork.WasToBegin(step.As, context) || found.Any(IsOfMigrations))
            return null;

        var newer = $"store '{step.Store}' was written to after it was dumped, and keeps what was written; it is newer than copy '{step.As}' in: {Difference.First(differences)}";
        context.Log(newer);
        return newer;
    }

    // A rollback undoes the later of two dumps first.
    private string? FindLaterReturn() => context.Plan.Steps.SkipWhile(one => one.Id != step.Id).Skip(1).OfType<DumpDatabase>()
        .FirstOrDefault(later => later.Store.Text == step.Store.Text && context.Evidence.Find<ComparisonEvidence>(ComparisonEvidence.FileName(DumpReturn.ComparedBy(later))) is not null)?.As.Text;

    private bool IsOfMigrations(Difference difference) =>
        context.Application.Migrations is var table && table.Store == step.Store.Text && difference.Database == table.Database && difference.Kind == "table" && difference.Name == $"{table.Schema}.{table.Table}";

    // Asked while the server is down: what lies as the stop left it needs no reading, however large it is.
    private async Task<bool> IsUntouchedAsync(string container, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As) || await engine.FindContainerAsync(container, cancellationToken) is not { IsAlive: false })
            return false;

        try
        {
            return await new UnchangedServer(engine).FindChangeAsync(context.Evidence.Copy(step.As), context, cancellationToken) is null;
        }
        catch (HopguardException unread)
        {
            // Then the server itself is asked.
            context.Log(unread.Message);
            return false;
        }
    }

    private async Task<ServerContainer> FindServerAsync(CancellationToken cancellationToken)
    {
        var container = await ServiceContainers.FindAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
        return await ServerContainer.FindAsync(engine, container.Name, $"store '{step.Store}'", cancellationToken);
    }
}
