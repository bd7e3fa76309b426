using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;
using Npgsql;

namespace Hopguard.Postgres.Migrations;

/// <summary>
/// Waits for the application's migrations by reading the database, never the application's words. There is no limit while migrations advance: killing one half
/// way is what does harm. Silence and a dying service have limits, and where the process that migrates has ended, nothing is waited for.
/// </summary>
public sealed class AwaitMigrationsHandler(IContainerEngine engine, TimeProvider clock, IAvailabilityProbe? availability = null, ExternalServers? externals = null) : StepHandler<AwaitMigrations>
{
    private const int LogLines = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(AwaitMigrations step, StepContext context, CancellationToken cancellationToken)
    {
        var wanted = context.TargetRelease.Migrations.OrderBy(migration => migration.Key, StringComparer.Ordinal).ToList();
        var table = context.Application.Migrations;
        var restarts = (await FindServiceAsync(step, context, cancellationToken)).RestartCount;
        var process = new MigratingProcess(engine, table, clock);
        var (applied, lastChange) = (0, clock.GetTimestamp());
        IReadOnlySet<(string? Component, string Name)> found = new HashSet<(string?, string)>();
        while (true)
        {
            var (now, trouble) = await TryReadAsync(context, cancellationToken);
            found = now ?? found;
            var isSame = found.Count == applied;
            if (!isSame)
            {
                (applied, lastChange) = (found.Count, clock.GetTimestamp());
                process.Advanced();
            }

            var missing = wanted.Where(migration => !found.Any(done => (table.AppColumn is null || done.Component == migration.Key) && MigrationTable.Is(done.Name, migration.Value))).ToList();
            var silence = clock.GetElapsedTime(lastChange);

            // The last ones may be followed by others of the same moment: two looks that find the same end the step, and the version is asked for after it.
            if (now is not null && missing.Count == 0 && isSame)
                return new StepOutcome.Done($"{Counts.Of(applied, "migration")} applied, up to {string.Join(", ", wanted.Select(migration => $"{migration.Key} {migration.Value}"))}");

            if (await FindFailureAsync(step, restarts, silence, missing, now is null ? null : process, context, cancellationToken) is { } failure)
                return trouble is null ? failure : failure with { What = $"{failure.What}\nThe database was asked last with this result: {trouble}" };

            context.Progress.Report(trouble is null ? Awaited(applied, missing, silence, context) : Unasked(trouble, silence, context));
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    // Whoever waits wants to know for what, and how long at most; what advances says by its number that it does.
    private static StepProgress Awaited(int applied, List<KeyValuePair<string, string>> missing, TimeSpan silence, StepContext context) => missing.Count == 0
        ? new StepProgress("migrations applied", applied, null, ProgressUnit.Items)
        : new StepProgress(
            $"waiting for migration {missing[0].Key} {missing[0].Value}, {Durations.Of(context.Options.StartupTimeout)} at most without another ({Counts.Of(applied, "migration")} applied)",
            (long)silence.TotalSeconds, null, ProgressUnit.Seconds);

    private static StepProgress Unasked(string trouble, TimeSpan silence, StepContext context) =>
        new($"the database cannot be asked for its migrations, {Durations.Of(context.Options.StartupTimeout)} at most: {trouble}", (long)silence.TotalSeconds, null, ProgressUnit.Seconds);

    private async Task<StepOutcome.Failed?> FindFailureAsync(
        AwaitMigrations step, int restarts, TimeSpan silence, List<KeyValuePair<string, string>> missing, MigratingProcess? process, StepContext context, CancellationToken cancellationToken)
    {
        var service = await FindServiceAsync(step, context, cancellationToken);
        var trouble = service switch
        {
            { IsAlive: false } => $"Service '{step.Service}' ended with exit code {service.ExitCode} before its migrations were applied",
            _ when service.RestartCount > restarts => $"Service '{step.Service}' fails and is restarted before its migrations are applied",
            _ when silence > context.Options.StartupTimeout && missing.Count == 0 => $"The database cannot be asked for its migrations for {Durations.Of(silence)}",
            _ when silence > context.Options.StartupTimeout => $"Migration {missing[0].Key} {missing[0].Value} is not applied, and no migration was for {Durations.Of(silence)}",
            _ when process is not null && missing.Count > 0 && await process.FindFailureAsync(service, ServesAsync, cancellationToken) is { } ended =>
                $"Migration {missing[0].Key} {missing[0].Value} is not applied: {ended}",
            _ => null,
        };
        if (trouble is not null && silence > context.Options.StartupTimeout && await LocksAsync(context, cancellationToken) is { Length: > 0 } holders)
            trouble = $"{trouble}; others wait for a lock of {holders}";
        return trouble is null ? null : new StepOutcome.Failed($"{trouble}; its log ends with:\n{await engine.ReadLogAsync(service.Name, LogLines, cancellationToken)}");

        Task<bool> ServesAsync() => availability?.AnswersAsync(context.Application, context.Before.Project, cancellationToken) ?? Task.FromResult(false);
    }

    private Task<ContainerState> FindServiceAsync(AwaitMigrations step, StepContext context, CancellationToken cancellationToken) =>
        ServiceContainers.FindAsync(engine, step.Service, context, cancellationToken);

    // In the middle of migrations a database that is full, busy or just restarted is no reason to go back: it is asked again, as long as silence is allowed to last.
    private async Task<(IReadOnlySet<(string? Component, string Name)>? Found, string? Trouble)> TryReadAsync(StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(context, cancellationToken), null);
        }
        catch (Exception trouble) when (trouble is HopguardException or NpgsqlException or TimeoutException)
        {
            context.Log($"migrations could not be asked for: {trouble.Message}");
            return (null, trouble.Message);
        }
    }

    private async Task<IReadOnlySet<(string? Component, string Name)>> ReadAsync(StepContext context, CancellationToken cancellationToken) =>
        await (await ReaderAsync(context, cancellationToken)).ReadAsync(cancellationToken);

    private async Task<MigrationTableReader> ReaderAsync(StepContext context, CancellationToken cancellationToken)
    {
        var table = context.Application.Migrations;
        if (ExternalStores.Find(context, table.Store) is { } external)
            return new MigrationTableReader(await externals!.EndpointAsync(external, cancellationToken), table with { Database = external.Server.Database }, cluster: null);

        var container = await ServiceContainers.FindAsync(engine, context.Application.Stores[table.Store].Service, context, cancellationToken);
        var server = await ServerContainer.FindAsync(engine, container.Name, $"store '{table.Store}'", cancellationToken);
        return new MigrationTableReader(server.Endpoint, table, ExpectedCluster(table.Store, context));
    }

    // Why nothing goes on is for people to know; that it does not is known without.
    private async Task<string> LocksAsync(StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            return string.Join(", ", await (await ReaderAsync(context, cancellationToken)).FindLockHoldersAsync(cancellationToken));
        }
        catch (Exception trouble) when (trouble is HopguardException or NpgsqlException or TimeoutException)
        {
            return string.Empty;
        }
    }

    // That of the trial where one was put in the store's place. Where none is to be, that of the server that was dumped; null where nobody has asked it.
    private static string? ExpectedCluster(string store, StepContext context)
    {
        if (context.Plan.Steps.OfType<PromoteVolume>().FirstOrDefault(promotion => promotion.To.Text == store && context.HasBegun(promotion)) is { } promotion)
            return context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(promotion.Trial))?.Cluster;
        if (context.Plan.Steps.Any(step => step is RestoreVolumes or RetireVolume or RemoveVolume))
            return null;

        return context.Plan.Steps.OfType<DumpDatabase>().Where(dump => dump.Store.Text == store && context.HasBegun(dump))
            .Select(dump => context.Evidence.Find<Fingerprint>(Fingerprint.FileName(dump.As))?.Server.SystemIdentifier).LastOrDefault(identity => identity is not null && ServerIdentity.IsOfCluster(identity));
    }
}
