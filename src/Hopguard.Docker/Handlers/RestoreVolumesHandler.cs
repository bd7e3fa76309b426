using Hopguard.Containers.Steps;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Replaces the data of stores by what a verified archive holds: none moves before all are unpacked and compared.</summary>
public sealed class RestoreVolumesHandler(DockerEngine engine) : StepHandler<RestoreVolumes>
{
    /// <summary>The stores of a step that its copy holds: a backup has what the installed version has.</summary>
    internal static IReadOnlyList<string> StoresOf(RestoreVolumes step, StepContext context) =>
        [.. step.Stores.Select(store => store.Text).Where(context.Evidence.Copy(step.Copy).Stores.Contains)];

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        if (copy.Verification is null)
            return new StepOutcome.Failed($"Copy '{copy.Name}' was not verified, so it may not replace what its stores hold");

        foreach (var volume in StoresOf(step, context).Select(store => MadeNames.VolumeOf(context, store)))
        {
            if (await VolumeHindrances.FindUsersAsync(engine, volume, cancellationToken) is { } hindrance)
                return hindrance;
        }

        return await context.FindDamageAsync(copy, cancellationToken) is { } damage
            ? new StepOutcome.Failed($"Copy '{copy.Name}' is damaged, and its stores are untouched: {damage}")
            : null;
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        var replacements = Replacements(step, context);
        foreach (var replacement in replacements)
            await replacement.UnpackAsync(copy, cancellationToken);

        foreach (var replacement in replacements)
            await replacement.SwapAsync(cancellationToken);

        return new StepOutcome.Done($"{Counts.Of(replacements.Count, "volume")} restored from copy '{copy.Name}' and equal to it, the data before put aside");
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardUndoAsync(RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in context.Evidence.HasCopy(step.Copy) ? StoresOf(step, context) : [])
        {
            var (volume, retired) = (MadeNames.VolumeOf(context, store), MadeNames.Retired(context, store, step.Id));
            if (await engine.FindVolumeAsync(retired, cancellationToken) is null)
                continue;

            if (await VolumeHindrances.FindStrangersAsync(engine, [volume, retired], context.Before.Project, cancellationToken) is { } hindrance)
                return hindrance;
        }

        return null;
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.Copy))
            return "nothing was restored";

        var lines = new List<string>();
        foreach (var replacement in Replacements(step, context).AsEnumerable().Reverse())
            lines.Add(await replacement.UndoAsync(cancellationToken));

        return string.Join("; ", lines);
    }

    private List<VolumeReplacement> Replacements(RestoreVolumes step, StepContext context) =>
        [.. StoresOf(step, context).Select(store => new VolumeReplacement(engine, store, step.Id, RetireVolumeHandler.Role, context))];
}
