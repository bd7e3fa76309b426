using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Migrations;

/// <summary>
/// Waits for the application's migrations by reading the database, never the application's words. There is no limit while migrations advance: killing one half
/// way is what does harm. Silence and a dying service have limits.
/// </summary>
public sealed class AwaitMigrationsHandler(IContainerEngine engine, TimeProvider clock) : StepHandler<AwaitMigrations>
{
    private const int LogLines = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(AwaitMigrations step, StepContext context, CancellationToken cancellationToken)
    {
        var wanted = context.TargetRelease.Migrations.OrderBy(migration => migration.Key, StringComparer.Ordinal).ToList();
        var restarts = (await FindServiceAsync(step, context, cancellationToken)).RestartCount;
        var (applied, lastChange) = (0, clock.GetTimestamp());
        while (true)
        {
            var found = await ReadAsync(context, cancellationToken);
            if (found.Count != applied)
                (applied, lastChange) = (found.Count, clock.GetTimestamp());

            var missing = wanted.Where(migration => !found.Any(done => done.Component == migration.Key && done.Name.StartsWith(migration.Value, StringComparison.Ordinal))).ToList();
            var silence = clock.GetElapsedTime(lastChange);
            if (missing.Count == 0 && silence >= Stable)
                return new StepOutcome.Done($"{applied} migrations applied, up to {string.Join(", ", wanted.Select(migration => $"{migration.Key} {migration.Value}"))}");

            if (await FindFailureAsync(step, restarts, silence, missing, context, cancellationToken) is { } failure)
                return failure;

            context.Progress.Report(new StepProgress("migrations applied", applied, null, ProgressUnit.Items));
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task<StepOutcome.Failed?> FindFailureAsync(
        AwaitMigrations step, int restarts, TimeSpan silence, List<KeyValuePair<string, string>> missing, StepContext context, CancellationToken cancellationToken)
    {
        var service = await FindServiceAsync(step, context, cancellationToken);
        var trouble = service switch
        {
            { IsAlive: false } => $"Service '{step.Service}' ended with exit code {service.ExitCode} before its migrations were applied",
            _ when service.RestartCount > restarts => $"Service '{step.Service}' fails and is restarted before its migrations are applied",
            _ when silence > context.Options.Patience && missing.Count > 0 =>
                $"Migration {missing[0].Key} {missing[0].Value} is not applied, and no migration was for {silence.TotalMinutes:0} minutes",
            _ => null,
        };
        return trouble is null ? null : new StepOutcome.Failed($"{trouble}; its log ends with:\n{await engine.ReadLogAsync(service.Name, LogLines, cancellationToken)}");
    }

    private Task<ContainerState> FindServiceAsync(AwaitMigrations step, StepContext context, CancellationToken cancellationToken) =>
        StoreContainers.FindAsync(engine, step.Service, context, cancellationToken);

    private async Task<IReadOnlySet<(string Component, string Name)>> ReadAsync(StepContext context, CancellationToken cancellationToken)
    {
        var table = context.Application.Migrations;
        var container = await StoreContainers.FindAsync(engine, context.Application.Stores[table.Store].Service, context, cancellationToken);
        var server = await ServerContainer.FindAsync(engine, container.Name, $"store '{table.Store}'", cancellationToken);
        return await new MigrationTableReader(server.Endpoint, table).ReadAsync(cancellationToken);
    }
}
