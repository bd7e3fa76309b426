using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
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
    public async Task<StepOutcome> VerifyAsync(VerifyCopy step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var trial = context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.By))
            ?? throw new HopguardException($"Trial '{step.By}' was not made in this run", "Run the step that restores the copy first");
        if (trial.Copy != copy.Name)
            return new StepOutcome.Failed($"Trial '{trial.Name}' was restored from copy '{trial.Copy}', not from '{copy.Name}'");

        var server = await WakeAsync(trial, context, cancellationToken);

        // The trial will serve the application: its planner statistics are gathered now, while its rows are in memory and nobody waits for it.
        var analysis = Analysis.RunAsync(server.Endpoint, cancellationToken);
        var comparison = StoreComparison.CompareAsync(step.Id, copy.Name, server, context, cancellationToken);
        await Task.WhenAll(analysis, comparison);
        var (now, outcome) = await comparison;
        context.Evidence.Save(Fingerprint.FileName(trial.Name), now);
        return outcome;
    }

    // After a reboot of the host the trial server is stopped: nothing restarts it but a run.
    private async Task<ServerContainer> WakeAsync(TrialEvidence trial, StepContext context, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is { IsAlive: false })
            await engine.StartAsync(trial.Container, cancellationToken);

        return await new Readiness(engine, clock).WaitAsync(
            trial.Container, $"trial '{trial.Name}'", context.Options.Patience, TimeSpan.Zero, context.Progress, cancellationToken);
    }
}
