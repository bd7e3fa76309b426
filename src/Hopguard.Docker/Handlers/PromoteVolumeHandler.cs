using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Stops a verified trial server cleanly and moves its data into the store's own, empty volume.</summary>
public sealed class PromoteVolumeHandler(DockerEngine engine, IEnumerable<IStoreProbe> probes) : StepHandler<PromoteVolume>
{
    private const string Began = "promoting";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly VolumeMover _mover = new(engine);
    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken) =>
        context.Memory.Recall(Began) is not null && await engine.FindVolumeAsync(TrialOf(step, context).Volume, cancellationToken) is null
            ? Probe.Done(Summary(step, context))
            : Probe.NotDone();

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var trial = TrialOf(step, context);
        var copy = context.Evidence.Copy(trial.Copy);
        if (trial.Store != step.To.Text)
            return new StepOutcome.Failed($"Trial '{trial.Name}' holds store '{trial.Store}', not '{step.To}'");
        if (copy.Verification is null || copy.Verification.By != trial.Name)
            return new StepOutcome.Failed($"Trial '{trial.Name}' was not compared with what store '{step.To}' held, so it may not become the store");

        var volume = VolumeOf(step, context);
        var users = (await engine.ListContainersMountingAsync(volume, cancellationToken)).Where(container => container.IsAlive).Select(container => container.Name).ToList();
        if (users.Count > 0)
            return new StepOutcome.Failed($"Volume '{volume}' is in use by {string.Join(", ", users)}", "Stop them first");

        return await _mover.StateAsync(trial.Volume, volume, HelperImage.For(context), context.Memory, cancellationToken) == VolumeMoveState.BothHold
            ? new StepOutcome.Failed($"Volume '{volume}' of store '{step.To}' is not empty, so the trial cannot be moved into it", "Roll back, or put its content aside first")
            : null;
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var trial = TrialOf(step, context);
        await StopCleanlyAsync(trial, step, context, cancellationToken);
        await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        context.Memory.Remember(Began, trial.Volume);
        await _mover.MoveAsync(trial.Volume, VolumeOf(step, context), HelperImage.For(context), context.Memory, cancellationToken);
        await engine.RemoveVolumeAsync(trial.Volume, cancellationToken);
        return new StepOutcome.Done(Summary(step, context));
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(Began) is not { Length: > 0 } trialVolume)
            return "the trial was not promoted";

        var volume = VolumeOf(step, context);
        var image = HelperImage.For(context);
        if (await engine.FindVolumeAsync(trialVolume, cancellationToken) is not null)
        {
            // Cut off before the trial's volume was removed: nobody has used the data yet, so it goes back to where it came from.
            await _mover.MoveBackAsync(trialVolume, volume, image, context.Memory, cancellationToken);
            context.Memory.Remember(Began, string.Empty);
            return $"the trial's data is back in volume '{trialVolume}'";
        }

        var abandoned = $"{volume}-abandoned-{context.RunId}";
        await engine.CreateVolumeAsync(abandoned, context.Labels("abandoned"), cancellationToken);
        await _mover.MoveAsync(volume, abandoned, image, context.Memory, cancellationToken);
        context.Memory.Keeps($"data of store '{step.To}' from the version that was rolled back", abandoned);
        return $"what store '{step.To}' held after the promotion is kept in volume '{abandoned}'";
    }

    private static string Summary(PromoteVolume step, StepContext context) =>
        $"trial '{step.Trial}' (PostgreSQL {TrialOf(step, context).Major}) is store '{step.To}', in volume '{VolumeOf(step, context)}'";

    private static TrialEvidence TrialOf(PromoteVolume step, StepContext context) =>
        context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.Trial)) ?? throw new HopguardException($"Trial '{step.Trial}' was not made in this run");

    private static string VolumeOf(PromoteVolume step, StepContext context) =>
        context.Before.Store(step.To).Volume ?? throw new HopguardException($"Store '{step.To}' is in no volume, so no trial can be moved into it");

    // A server that was killed would recover by itself at its next start, but then its first start as the store would not be a plain one.
    private async Task StopCleanlyAsync(TrialEvidence trial, PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is not { } server)
            return;

        if (!server.IsAlive && server.ExitCode != 0)
        {
            await engine.StartAsync(trial.Container, cancellationToken);
            await _probes.Of(context.Application.Stores[step.To]).WaitUntilReadyAsync(trial.Container, context.Options.Patience, context.Progress, cancellationToken);
        }

        await engine.StopAsync(trial.Container, Patience, cancellationToken);
        var stopped = await engine.FindContainerAsync(trial.Container, cancellationToken);
        if (stopped is { ExitCode: not 0 })
            throw new HopguardException($"Trial server '{trial.Container}' ended with exit code {stopped.ExitCode} instead of shutting down cleanly", "Run the same command again");
    }
}
