using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Moves a store's data into a volume of another name, after looking once more at the copy that covers it.</summary>
public sealed class RetireVolumeHandler(DockerEngine engine) : StepHandler<RetireVolume>
{
    /// <summary>The role on the label of retired volumes.</summary>
    internal const string Role = "retired";

    private readonly VolumeMover _mover = new(engine);

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.CoveredBy);
        if (!copy.Stores.Contains(step.Store.Text, StringComparer.Ordinal))
            return new StepOutcome.Failed($"Copy '{copy.Name}' does not hold store '{step.Store}'");
        if (copy.Verification is null)
            return new StepOutcome.Failed($"Copy '{copy.Name}' was not verified, so store '{step.Store}' may not be put aside");
        if (await LaterWriterAsync(step, copy, context, cancellationToken) is { } writer)
            return new StepOutcome.Failed($"Container '{writer}' may have written to store '{step.Store}' after copy '{copy.Name}' was taken", "Roll back and start over");

        return await EvidenceStore.RecheckAsync(copy, context.Progress, cancellationToken) is { } damage
            ? new StepOutcome.Failed($"Copy '{copy.Name}' is damaged: {damage}", "Roll back; the store itself is untouched")
            : null;
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var (volume, retired) = Names(step, context);
        await engine.CreateVolumeAsync(retired, context.Labels(Role), cancellationToken);
        context.Memory.Remember(Role, retired);
        await _mover.MoveAsync(volume, retired, HelperImage.For(context), context.Memory, cancellationToken);
        context.Memory.Keeps($"retired data of store '{step.Store}'", retired);
        return new StepOutcome.Done($"data of store '{step.Store}' put aside in volume '{retired}'; volume '{volume}' is empty");
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var (volume, retired) = Names(step, context);
        if (context.Memory.Recall(Role) is null)
            return $"store '{step.Store}' was not put aside";

        // Gone after an earlier undo that was killed before it could say so.
        if (await engine.FindVolumeAsync(retired, cancellationToken) is null)
            return await RequireContentAsync(volume, context, cancellationToken);

        var image = HelperImage.For(context);
        await _mover.MoveBackAsync(volume, retired, image, context.Memory, cancellationToken);
        if (await new VolumeShell(engine).IsEmptyAsync(retired, image, cancellationToken))
            await engine.RemoveVolumeAsync(retired, cancellationToken);

        context.Memory.Keeps($"retired data of store '{step.Store}'", string.Empty);
        return $"data of store '{step.Store}' is back in volume '{volume}'";
    }

    private async Task<string> RequireContentAsync(string volume, StepContext context, CancellationToken cancellationToken) =>
        await new VolumeShell(engine).IsEmptyAsync(volume, HelperImage.For(context), cancellationToken)
            ? throw new HopguardException($"Volume '{volume}' is empty and its retired data was deleted", "Restore it from the verified copy of the run")
            : $"volume '{volume}' holds its data again";

    private async Task<string?> LaterWriterAsync(RetireVolume step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var volume = Names(step, context).Volume;
        var containers = await engine.ListContainersAsync(Compose.ComposeLabels.Of(context.Before.Project), cancellationToken);
        var mounting = await engine.ListContainersMountingAsync(volume, cancellationToken);
        var server = context.Application.Stores[step.Store].Service;
        return containers.Where(container => container.Service != server && Writes(container.Service, step.Store, context)).Concat(mounting.Where(container => container.IsAlive))
            .FirstOrDefault(container => container.IsAlive || container.StartedAt > copy.TakenAt)?.Name;
    }

    private static bool Writes(string? service, string store, StepContext context) =>
        service is not null && context.Application.Services.TryGetValue(service, out var known) && known.Writes.Contains(store, StringComparer.Ordinal);

    private static (string Volume, string Retired) Names(RetireVolume step, StepContext context)
    {
        var volume = context.Before.Store(step.Store).Volume ?? throw new HopguardException($"Store '{step.Store}' is in no volume, so there is nothing to put aside");
        return (volume, $"{volume}-retired-{context.RunId}");
    }
}
