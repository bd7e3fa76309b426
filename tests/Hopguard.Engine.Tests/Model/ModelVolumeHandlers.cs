using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Archives volumes that nobody uses. What was read while the application served is taken over where the volume holds the same.</summary>
internal sealed class ModelBackUpHandler(ModelWorld world, IContainerEngine engine, Freshness freshness) : StepHandler<BackUpVolumes>, IPreparation
{
    public bool CanPrepare(Step step, Plan plan) => EarlyStart.WhileServing(step, plan).Count > 0 && EarlyStart.OnlyReadsSinceStop(step, plan);

    public Task<StepOutcome?> PrepareAsync(Step step, StepContext context, CancellationToken cancellationToken)
    {
        var (copy, stores) = (((BackUpVolumes)step).As, CopiedStores.Of((BackUpVolumes)step, context).Select(store => store.Text));
        context.Evidence.Save(Early(copy), stores.ToDictionary(store => store, store => world[MadeNames.VolumeOf(context, store)]));
        world.Changed();
        return Task.FromResult<StepOutcome?>(new StepOutcome.Done("archived while the application serves"));
    }

    protected override Task<Probe> ProbeAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Evidence.HasCopy(step.As) ? Probe.Done("archived") : Probe.NotDone());

    protected override async Task<StepOutcome.Failed?> GuardAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var volume in CopiedStores.Of(step, context).Select(store => MadeNames.VolumeOf(context, store)))
        {
            if ((await engine.ListContainersMountingAsync(volume, cancellationToken)).FirstOrDefault(container => container.IsAlive) is { } user)
                return new StepOutcome.Failed($"Volume '{volume}' is in use by {user.Name}");
        }

        return await freshness.RefuseLaterWritersAsync(LatestCopies.Of(context.Plan.Steps.TakeWhile(other => other.Id != step.Id).Append(step)), context, cancellationToken);
    }

    protected override Task<StepOutcome.Failed?> GuardResumeAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken) =>
        freshness.RefuseChangedMeanwhileAsync(step, step.As, context, cancellationToken);

    protected override async Task<StepOutcome> ExecuteAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var early = context.Evidence.Find<Dictionary<string, Content?>>(Early(step.As)) ?? [];
        var held = CopiedStores.Of(step, context).Select(store => (Name: store.Text, Now: world[MadeNames.VolumeOf(context, store)]));
        await ModelCopies.TakeAsync(
            step.As, CopyEvidence.Archive, held.ToDictionary(store => store.Name, store => early.GetValueOrDefault(store.Name) is { } read && read == store.Now ? read : store.Now), context);
        world.Changed();
        return new StepOutcome.Done("archived");
    }

    protected override async Task<string> UndoAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As) || !TargetWork.MayBeIn(step.As, context))
            return "unchanged";

        foreach (var store in CopiedStores.Of(step, context))
        {
            var (volume, before) = (MadeNames.VolumeOf(context, store), ModelCopies.Of(context.Evidence.Copy(step.As), store));
            if (world[volume] == before)
                continue;

            var abandoned = MadeNames.Abandoned(context, store, step.Id);
            await engine.CreateVolumeAsync(abandoned, context.Owner("abandoned").Labels, cancellationToken);
            if (world[abandoned] is null)
                world.Move(volume, abandoned);
            world.Put(volume, before);
        }

        return "restored";
    }

    private static string Early(string copy) => copy + ".early.json";
}

/// <summary>Puts a store aside under the name that the real one has, with the same refusals.</summary>
internal sealed class ModelRetireHandler(ModelWorld world, IContainerEngine engine, Freshness freshness) : StepHandler<RetireVolume>
{
    protected override async Task<StepOutcome.Failed?> GuardAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.CoveredBy);
        if (!copy.Stores.Contains(step.Store.Text, StringComparer.Ordinal) || copy.Verification is null)
            return new StepOutcome.Failed($"Copy '{copy.Name}' does not hold store '{step.Store}', or was not verified");

        return context.Memory.Recall("retired") is null ? await freshness.RefuseChangedAsync(copy.Name, context, cancellationToken) : null;
    }

    protected override async Task<StepOutcome> ExecuteAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var retired = MadeNames.Retired(context, step.Store, step.Id);
        context.Memory.Remember("retired", retired);
        await engine.CreateVolumeAsync(retired, context.Owner("retired").Labels, cancellationToken);
        if (world[retired] is null)
            world.Move(MadeNames.VolumeOf(context, step.Store), retired);

        return new StepOutcome.Done("retired");
    }

    protected override async Task<string> UndoAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall("retired") is not { } retired || await engine.FindVolumeAsync(retired, cancellationToken) is null)
            return "not retired";

        world.Move(retired, MadeNames.VolumeOf(context, step.Store));
        await engine.RemoveVolumeAsync(retired, cancellationToken);
        return "back";
    }
}

/// <summary>Makes a verified trial the store.</summary>
internal sealed class ModelPromoteHandler(ModelWorld world, IContainerEngine engine) : StepHandler<PromoteVolume>
{
    protected override async Task<Probe> ProbeAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken) =>
        context.Memory.Recall("promoting") is { } volume && await engine.FindVolumeAsync(volume, cancellationToken) is null ? Probe.Done("promoted") : Probe.NotDone();

    protected override Task<StepOutcome.Failed?> GuardAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var trial = Trial(step, context);
        var isProved = trial.Store == ModelReplacements.SourceOf(context, step.To) && context.Evidence.Copy(trial.Copy).Verification?.By == trial.Name;
        return Task.FromResult(isProved ? null : new StepOutcome.Failed($"Trial '{trial.Name}' was not compared with what store '{step.To}' held"));
    }

    protected override async Task<StepOutcome> ExecuteAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var (trial, volume) = (Trial(step, context), ModelReplacements.VolumeOf(context, step.To));
        if (await ProbeAsync(step, context, cancellationToken) is { IsDone: true } probe)
            return new StepOutcome.Done(probe.Summary);

        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is not null)
            await engine.StopAsync(trial.Container, TimeSpan.Zero, cancellationToken);

        await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        context.Memory.Remember("promoting", trial.Volume);
        if (await engine.FindVolumeAsync(trial.Volume, cancellationToken) is null)
            return new StepOutcome.Failed($"Volume '{trial.Volume}' does not exist");

        if (await engine.FindVolumeAsync(volume, cancellationToken) is null)
            world.Create(volume, new Dictionary<string, string>(StringComparer.Ordinal));

        world.Move(trial.Volume, volume);
        world.Put(volume, world[volume]! with { Store = step.To });
        await engine.RemoveVolumeAsync(trial.Volume, cancellationToken);
        return new StepOutcome.Done("promoted");
    }

    protected override async Task<string> UndoAsync(PromoteVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var volume = ModelReplacements.VolumeOf(context, step.To);
        if (context.Memory.Recall("promoting") is not { Length: > 0 } trial)
            return "not promoted";
        if (await engine.FindVolumeAsync(trial, cancellationToken) is not null)
        {
            if (world[trial] is null)
                world.Move(volume, trial);
            context.Memory.Remember("promoting", string.Empty);
            return "the trial is a trial again";
        }

        var abandoned = MadeNames.Abandoned(context, step.To, step.Id, volume);
        await engine.CreateVolumeAsync(abandoned, context.Owner("abandoned").Labels, cancellationToken);
        if (world[abandoned] is null)
            world.Move(volume, abandoned);

        return "abandoned";
    }

    private static TrialEvidence Trial(PromoteVolume step, StepContext context) => context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.Trial))!;
}

/// <summary>Deletes what the run retired, when asked for.</summary>
internal sealed class ModelDeleteRetiredHandler(IContainerEngine engine) : StepHandler<DeleteRetired>
{
    protected override async Task<StepOutcome> ExecuteAsync(DeleteRetired step, StepContext context, CancellationToken cancellationToken)
    {
        var retired = await engine.ListVolumesAsync(context.Owner("retired").Labels.ToDictionary(label => label.Key, label => (string?)label.Value, StringComparer.Ordinal), cancellationToken);
        if (retired.Count > 0 && !context.Options.DeleteRetired)
            return new StepOutcome.Waiting("--delete-retired");

        foreach (var volume in retired)
            await engine.RemoveVolumeAsync(volume.Name, cancellationToken);

        return new StepOutcome.Done("deleted");
    }
}
