using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Verification;

/// <summary>Proves a dump by the trial it was restored into: both hold the same, so the dump is whole and the trial is fit to become the store.</summary>
public sealed class DumpVerifier(IContainerEngine engine, TimeProvider clock) : ICopyVerifier
{
    /// <inheritdoc />
    public string CopyKind => CopyEvidence.Dump;

    /// <inheritdoc />
    public bool NeedsNoFiles => true;

    /// <inheritdoc />
    public async Task<StepOutcome> VerifyAsync(VerifyCopy step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var trial = context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.By))
            ?? throw new HopguardException($"Trial '{step.By}' was not made in this run", "Run the step that restores the copy first");
        if (trial.Copy != copy.Name)
            return new StepOutcome.Failed($"Trial '{trial.Name}' was restored from copy '{trial.Copy}', not from '{copy.Name}'");

        var server = await WakeAsync(trial, context, cancellationToken);

        // What was loaded goes to disk while it is read: else the stop of the trial, which is waited for, would have to write it.
        await using var flush = Flush.Begin(server.Endpoint, context.Log, cancellationToken);

        // The trial will serve the application: its planner statistics are gathered now, while its rows are in memory. That writes, so it comes before the reading:
        // from there on nothing is to change any more.
        await Analysis.RunAsync(server.Endpoint, context.Log, cancellationToken);
        var reading = await ClusterReading.TakeAsync(server.Endpoint, cancellationToken);
        var (now, outcome) = await StoreComparison.CompareAsync(step.Id, copy.Name, server, context, cancellationToken);
        if (trial.Cluster is not null && trial.Cluster != now.Server.SystemIdentifier)
            return new StepOutcome.Failed($"At the address of trial '{trial.Name}' another server answers than the one that was restored into", "Run the same command again: it asks the engine anew where the trial is");

        context.Evidence.Save(Fingerprint.FileName(trial.Name), now);
        context.Evidence.Save(ClusterReading.FileName(trial.Name), reading);
        return outcome;
    }

    // After a reboot of the host the trial server is stopped: nothing restarts it but a run.
    private async Task<ServerContainer> WakeAsync(TrialEvidence trial, StepContext context, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is { IsAlive: false })
            await engine.StartAsync(trial.Container, cancellationToken);

        return await new Readiness(engine, clock).WaitAsync(
            trial.Container, $"trial '{trial.Name}'", context.Options.StartupTimeout, context.Progress, cancellationToken);
    }
}
