using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Verification;

/// <summary>
/// Compares the live store with the fingerprint of a copy, before the application starts to change it: by identity where it provably is the trial that was compared in
/// full and that nobody has written to since, else row by row.
/// </summary>
public sealed class VerifyStoreHandler(IContainerEngine engine, TimeProvider clock) : StepHandler<VerifyStore>
{
    private readonly PostgreSqlProbe _probe = new(engine, clock);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(VerifyStore step, StepContext context, CancellationToken cancellationToken)
    {
        var container = await ServiceContainers.FindAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
        if (await ProveStoppedAsync(step, container, context, cancellationToken) is { } proved)
            return proved;

        await _probe.WaitUntilReadyAsync(container.Name, context.Options.StartupTimeout, context.Progress, cancellationToken);
        var server = await ServerContainer.FindAsync(engine, container.Name, $"store '{step.Store}'", cancellationToken);
        if (await PromotedTrial.FindProofAsync(step, server.Endpoint, context, cancellationToken) is { } proof)
            return proof;

        var (now, outcome) = await StoreComparison.CompareAsync(step.Id, step.Against, server, context, cancellationToken);
        return outcome is StepOutcome.Done && PromotedTrial.FindFingerprint(step, context) is { } promoted && promoted.Server.SystemIdentifier != now.Server.SystemIdentifier
            ? new StepOutcome.Failed($"Store '{step.Store}' is not the cluster that was restored and promoted", "Look which volume its container mounts")
            : outcome;
    }

    // The server that was stopped when it was dumped has to stay so: its cluster shows without it that nobody wrote.
    private async Task<StepOutcome?> ProveStoppedAsync(VerifyStore step, ContainerState container, StepContext context, CancellationToken cancellationToken)
    {
        if (container.IsAlive || !context.Evidence.HasCopy(step.Against) || context.Evidence.Find<StoppedServer>(StoppedServer.FileName(step.Against))?.Data != DataFolder.Of(container))
            return null;

        return await new UnchangedServer(engine).FindChangeAsync(context.Evidence.Copy(step.Against), context, cancellationToken) is { } change
            ? new StepOutcome.Failed(change, "Start over: going back keeps what was written, and a new run copies it")
            : new StepOutcome.Done($"unchanged since copy '{step.Against}' was taken: its server has not run");
    }
}
