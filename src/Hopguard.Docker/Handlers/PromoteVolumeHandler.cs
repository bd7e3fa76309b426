using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Stops a verified trial server cleanly and moves its data into the store's own, empty volume; that of a store which replaces another is made for it, as compose would.</summary>
public sealed class PromoteVolumeHandler(DockerEngine engine, IEnumerable<IStoreProbe> probes, ICompose compose) : StepHandler<PromoteVolume>
{
    private const string Began = "promoting";
    private const string Into = "promoting-into";

    // All is done, but the emptied volume of the trial could not be removed.
    private const string Emptied = "promoted-beside-emptied";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    private readonly VolumeMover _mover = new(engine);
    private readonly MadeVolumes _made = new(engine);
    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken) =>
        context.Memory.Recall(Began) is not null && (context.Memory.Recall(Emptied) is not null || await engine.FindVolumeAsync(TrialOf(step, context).Volume, cancellationToken) is null)
            ? Probe.Done(Summary(step, await VolumeAsync(step, context, cancellationToken), context))
            : Probe.NotDone();

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        // An attempt may have failed when all was done: then there is no trial left to look into.
        if (await ProbeAsync(step, context, cancellationToken) is { IsDone: true })
            return null;

        var trial = TrialOf(step, context);
        var copy = context.Evidence.Copy(trial.Copy);
        if (trial.Store != step.To.Text && context.Application.SuccessorOf(context.Application.Stores[trial.Store])?.Name != step.To.Text)
            return new StepOutcome.Failed($"Trial '{trial.Name}' holds store '{trial.Store}', not '{step.To}'");
        if (copy.Verification is null || copy.Verification.By != trial.Name)
            return new StepOutcome.Failed($"Trial '{trial.Name}' was not compared with what store '{step.To}' held, so it may not become the store");

        var volume = await VolumeAsync(step, context, cancellationToken);
        if (await engine.FindVolumeAsync(volume, cancellationToken) is null && IsNew(step, context))
            return null;
        return await VolumeHindrances.FindUsersAsync(engine, volume, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (await ProbeAsync(step, context, cancellationToken) is { IsDone: true } probe)
            return new StepOutcome.Done(probe.Summary);

        var trial = TrialOf(step, context);
        var volume = await VolumeAsync(step, context, cancellationToken);

        // Side by side, since users wait: a server that was stopped is started again where the step is repeated.
        var (stop, look) = (StopCleanlyAsync(trial, step, context, cancellationToken), IsTakenAsync(trial, volume, context, cancellationToken));
        await Task.WhenAll(stop, look);
        if (await look)
            return new StepOutcome.Failed($"Volume '{volume}' of store '{step.To}' is not empty, so the trial cannot be moved into it", "Roll back, or put its content aside first");

        await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        context.Memory.Remember(Into, volume);
        context.Memory.Remember(Began, trial.Volume);
        if (IsNew(step, context) && await engine.FindVolumeAsync(volume, cancellationToken) is null)
            await engine.CreateVolumeAsync(volume, ComposeLabels.OfVolume(context.Before.Project, context.Application.Stores[step.To].Volume!), cancellationToken);

        await _mover.MoveAsync(trial.Volume, volume, ToolImage.For(context), context.Memory, cancellationToken);
        if (!await _made.TryRemoveAsync(trial.Volume, $"volume of trial '{trial.Name}', which is empty and could not be removed", context, cancellationToken))
            context.Memory.Remember(Emptied, trial.Volume);

        return new StepOutcome.Done(Summary(step, volume, context));
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(Began) is not { Length: > 0 } trialVolume)
            return "the trial was not promoted";

        var volume = await VolumeAsync(step, context, cancellationToken);
        var image = ToolImage.For(context);
        await OwnUsers.StopAsync(engine, volume, context.Before.Project, cancellationToken);
        if (context.Memory.Recall(Emptied) is null && await engine.FindVolumeAsync(trialVolume, cancellationToken) is not null)
        {
            // Cut off before the trial's volume was removed: nobody has used the data yet, so it goes back to where it came from.
            // Where both hold something it never left: what is in the store's volume is of somebody who started the deployment, and the undoing of retire-volume puts it aside.
            var exists = await engine.FindVolumeAsync(volume, cancellationToken) is not null;
            if (!exists || !await _mover.IsSourceTakenAsync(trialVolume, volume, image, context.Memory, cancellationToken))
            {
                if (exists)
                    await _mover.MoveBackAsync(trialVolume, volume, image, context.Memory, cancellationToken);

                await ClearAsync(volume, step, context, cancellationToken);
            }

            context.Memory.Remember(Began, string.Empty);
            return $"the trial's data is back in volume '{trialVolume}'";
        }

        var abandoned = MadeNames.Abandoned(context, step.To, step.Id, volume);
        var kept = $"what store '{step.To}' held after the promotion is kept in volume '{abandoned}'";
        if (IsNew(step, context) && await engine.FindVolumeAsync(volume, cancellationToken) is null)
            return kept;

        await _made.CreateAsync(abandoned, volume, "abandoned", context, cancellationToken);
        await _mover.MoveAsync(volume, abandoned, image, context.Memory, cancellationToken);
        context.Memory.Keeps($"data of store '{step.To}' from the version that was rolled back", abandoned);
        await ClearAsync(volume, step, context, cancellationToken);
        return kept;
    }

    // Empty again, a volume that was made for a new store would be in the way of the next attempt.
    private async Task ClearAsync(string volume, PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (IsNew(step, context) && (await engine.ListContainersMountingAsync(volume, cancellationToken)).Count == 0)
            await _made.TryRemoveAsync(volume, $"volume of store '{step.To}', which is empty and could not be removed", context, cancellationToken);
    }

    private static string Summary(PromoteVolume step, string volume, StepContext context) =>
        $"trial '{step.Trial}' (PostgreSQL {TrialOf(step, context).Major}) is store '{step.To}', in volume '{volume}'";

    private static TrialEvidence TrialOf(PromoteVolume step, StepContext context) =>
        context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.Trial)) ?? throw new HopguardException($"Trial '{step.Trial}' was not made in this run");

    // The version that was found does not have a store that replaces one of its own.
    private static bool IsNew(PromoteVolume step, StepContext context) => !context.Before.Stores.ContainsKey(step.To);

    private async Task<string> VolumeAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var volume = !IsNew(step, context) ? context.Before.Store(step.To).Volume
            : context.Memory.Recall(Into) ?? TargetVolumes.Of(step.To, (await TargetRendering.RenderAsync(compose, context, cancellationToken)).Configuration, context);
        return volume ?? throw new HopguardException($"Store '{step.To}' is in no volume, so no trial can be moved into it");
    }

    private async Task<bool> IsTakenAsync(TrialEvidence trial, string volume, StepContext context, CancellationToken cancellationToken) =>
        await engine.FindVolumeAsync(volume, cancellationToken) is not null
        && await _mover.StateAsync(trial.Volume, volume, ToolImage.For(context), context.Memory, cancellationToken) == VolumeMoveState.BothHold;

    // A server that was killed would recover by itself at its next start, but then its first start as the store would not be a plain one.
    private async Task StopCleanlyAsync(TrialEvidence trial, PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is not { } server)
            return;

        if (!server.IsAlive && server.ExitCode != 0)
        {
            await engine.StartAsync(trial.Container, cancellationToken);
            await _probes.Of(context.Application.Stores[step.To]).WaitUntilReadyAsync(trial.Container, context.Options.StartupTimeout, context.Progress, cancellationToken);
        }

        await engine.StopAsync(trial.Container, TimeLimit, cancellationToken);
        var stopped = await engine.FindContainerAsync(trial.Container, cancellationToken);
        if (stopped is { ExitCode: not 0 })
            throw new HopguardException($"Trial server '{trial.Container}' ended with exit code {stopped.ExitCode} instead of shutting down cleanly", "Run the same command again");
    }
}
