using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Verification;

/// <summary>Compares the live store with the fingerprint of a copy, before the application starts to change it.</summary>
public sealed class VerifyStoreHandler(IContainerEngine engine, TimeProvider clock) : StepHandler<VerifyStore>
{
    private readonly PostgreSqlProbe _probe = new(engine, clock);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(VerifyStore step, StepContext context, CancellationToken cancellationToken)
    {
        var container = await StoreContainers.FindAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
        await _probe.WaitUntilReadyAsync(container.Name, context.Options.Patience, context.Progress, cancellationToken);
        var server = await ServerContainer.FindAsync(engine, container.Name, $"store '{step.Store}'", cancellationToken);
        var (now, outcome) = await StoreComparison.CompareAsync(step.Id, step.Against, server, context, cancellationToken);
        return outcome is StepOutcome.Done && FindPromoted(step, context) is { } promoted && promoted.Server.SystemIdentifier != now.Server.SystemIdentifier
            ? new StepOutcome.Failed($"Store '{step.Store}' is not the cluster that was restored and promoted", "Look which volume its container mounts")
            : outcome;
    }

    private static Fingerprint? FindPromoted(VerifyStore step, StepContext context) => context.Plan.Steps
        .OfType<PromoteVolume>()
        .Where(promotion => promotion.To.Text == step.Store.Text)
        .Select(promotion => context.Evidence.Find<Fingerprint>(Fingerprint.FileName(promotion.Trial)))
        .FirstOrDefault();
}
