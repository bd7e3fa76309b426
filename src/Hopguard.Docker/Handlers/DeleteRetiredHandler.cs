using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Deletes what this run retired, if the operator asked for it, after hashing the copies that cover it once more; says what is kept otherwise.</summary>
public sealed class DeleteRetiredHandler(DockerEngine engine) : StepHandler<DeleteRetired>
{
    private const string Deleting = "deleting";

    private readonly VolumeShell _shell = new(engine);
    private readonly MadeVolumes _made = new(engine);

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(DeleteRetired step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Options.DeleteRetired)
            return null;

        foreach (var name in context.Plan.Steps.OfType<RetireVolume>().Select(retire => retire.CoveredBy.Text).Distinct(StringComparer.Ordinal))
        {
            if (await context.FindDamageAsync(context.Evidence.Copy(name), cancellationToken) is { } damage)
                return new StepOutcome.Failed($"Copy '{name}' is damaged, so what it covers is not deleted: {damage}", "Keep the retired volumes, or take a new backup first");
        }

        return null;
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(DeleteRetired step, StepContext context, CancellationToken cancellationToken)
    {
        var retired = await RetiredAsync(context, cancellationToken);
        var texts = new List<string>();
        foreach (var volume in retired)
            texts.Add($"'{volume.Name}'{await SizeAsync(volume.Name, context, cancellationToken)}");

        if (texts.Count > 0 && !context.Options.DeleteRetired && context.Plan.Steps.Any(other => other is UseBackup))
            return new StepOutcome.Waiting($"the operator's --delete-retired; until then {string.Join(", ", texts)} is kept, which is all that there is of what was there before the restore");
        if (texts.Count > 0 && !context.Options.DeleteRetired)
            return new StepOutcome.Waiting($"the operator's --delete-retired; until then {string.Join(", ", texts)} is kept");

        // After a kill in the middle the volumes are gone, and with them their names and sizes.
        if (context.Memory.Recall(Deleting) is null && texts.Count > 0)
            context.Memory.Remember(Deleting, string.Join(", ", texts));

        foreach (var volume in retired)
            await DeleteAsync(volume, context, cancellationToken);

        foreach (var store in context.Plan.Steps.OfType<RetireVolume>().Select(retire => retire.Store).Concat(context.Plan.Steps.OfType<RestoreVolumes>().SelectMany(restore => restore.Stores)))
            context.Memory.Keeps(KeptObjects.RetiredData(store), string.Empty);

        return new StepOutcome.Done(context.Memory.Recall(Deleting) is { } deleted ? $"deleted: {deleted}" : "nothing was retired");
    }

    // For people only: the image that measures is the old version's and may be gone.
    private async Task<string> SizeAsync(string volume, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            return $" ({Sizes.Of(await _shell.MeasureAsync(volume, ToolImage.For(context), cancellationToken))})";
        }
        catch (HopguardException)
        {
            return string.Empty;
        }
    }

    private async Task DeleteAsync(VolumeState volume, StepContext context, CancellationToken cancellationToken)
    {
        var users = await engine.ListContainersMountingAsync(volume.Name, cancellationToken);
        if (users.Count > 0)
            throw new HopguardException($"Retired volume '{volume.Name}' is mounted by {string.Join(", ", users.Select(container => container.Name))}", $"Remove the containers that mount volume '{volume.Name}': {string.Join(", ", users.Select(container => container.Name))}");

        await _made.RemoveAsync(volume.Name, context, cancellationToken);
    }

    private async Task<List<VolumeState>> RetiredAsync(StepContext context, CancellationToken cancellationToken)
    {
        var labels = context.Labels(RetireVolumeHandler.Role).ToDictionary(label => label.Key, label => (string?)label.Value, StringComparer.Ordinal);
        return [.. await engine.ListVolumesAsync(labels, cancellationToken)];
    }
}
