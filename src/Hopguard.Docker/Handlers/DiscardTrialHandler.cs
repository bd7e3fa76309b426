using Hopguard.Containers.Ports;
using Hopguard.Containers.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Removes a trial server and its volume, which only ever held what was restored from a copy.</summary>
public sealed class DiscardTrialHandler(IContainerEngine engine) : StepHandler<DiscardTrial>
{
    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(DiscardTrial step, StepContext context, CancellationToken cancellationToken)
    {
        var volume = TrialOf(step, context) is { } trial ? await engine.FindVolumeAsync(trial.Volume, cancellationToken) : null;
        return volume is not null && volume.Labels.GetValueOrDefault(EngineLabels.Run) != context.RunId
            ? new StepOutcome.Failed($"Volume '{volume.Name}' of trial '{step.Trial}' was not made by this run, so it is not deleted")
            : null;
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(DiscardTrial step, StepContext context, CancellationToken cancellationToken)
    {
        if (TrialOf(step, context) is not { } trial)
            return new StepOutcome.Done($"trial '{step.Trial}' was never made");

        await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        return await new MadeVolumes(engine).TryRemoveAsync(trial.Volume, $"volume of trial '{step.Trial}', which could not be removed", context, cancellationToken)
            ? new StepOutcome.Done($"trial server '{trial.Container}' and its volume removed")
            : new StepOutcome.Done($"trial server '{trial.Container}' removed, its volume '{trial.Volume}' stays");
    }

    private static TrialEvidence? TrialOf(DiscardTrial step, StepContext context) => context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.Trial));
}
