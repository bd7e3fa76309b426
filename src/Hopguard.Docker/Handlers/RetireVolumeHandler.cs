using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Moves a store's data into a volume of another name, after looking once more at the copy that covers it.</summary>
public sealed class RetireVolumeHandler(DockerEngine engine, Freshness freshness) : StepHandler<RetireVolume>
{
    /// <summary>The role on the label of retired volumes.</summary>
    internal const string Role = "retired";

    private const string Aside = "putting-aside";
    private const string Returning = "returning";
    private readonly VolumeMover _mover = new(engine);
    private readonly MadeVolumes _made = new(engine);

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.CoveredBy);
        if (!copy.Stores.Contains(step.Store.Text, StringComparer.Ordinal))
            return new StepOutcome.Failed($"Copy '{copy.Name}' does not hold store '{step.Store}'");
        if (copy.Verification is null)
            return new StepOutcome.Failed($"Copy '{copy.Name}' was not verified, so store '{step.Store}' may not be put aside");

        // Side by side, since users wait for it.
        var (changed, damaged) = (FindChangeAsync(step, copy, context, cancellationToken), context.FindDamageAsync(copy, cancellationToken));
        await Task.WhenAll(changed, damaged);
        if (await changed is { } change)
            return change;

        return await damaged is { } damage
            ? new StepOutcome.Failed($"Copy '{copy.Name}' is damaged: {damage}", "Roll back; the store itself is untouched") { AfterRollback = "Check the disk that the copies lie on" }
            : null;
    }

    /// <inheritdoc />
    protected override Task<IReadOnlyList<string>> ForeseeAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        _ = VolumeOf(step, context);
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var (volume, retired) = (VolumeOf(step, context), MadeNames.Retired(context, step.Store, step.Id));

        // Remembered first: what is made and not known of would never be removed.
        context.Memory.Remember(Role, retired);
        if (context.Memory.Recall(Returning) is { Length: > 0 })
            context.Memory.Remember(Returning, string.Empty);
        await _made.CreateAsync(retired, volume, Role, context, cancellationToken);
        await _mover.MoveAsync(volume, retired, ToolImage.For(context), context.Memory, cancellationToken);
        context.Memory.Keeps(What(step), retired);
        return new StepOutcome.Done($"data of store '{step.Store}' put aside in volume '{retired}'; volume '{volume}' is empty");
    }

    /// <inheritdoc />
    /// <remarks>What would stop the rollback half way is told while the new version still serves.</remarks>
    protected override async Task<StepOutcome.Failed?> GuardUndoAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(Role) is not { } retired || context.Memory.Recall(Returning) is { Length: > 0 })
            return null;

        var volume = VolumeOf(step, context);
        if (await engine.FindVolumeAsync(retired, cancellationToken) is null)
        {
            // Killed before it was made.
            return !context.Memory.IsKept(What(step))
                ? null
                : new StepOutcome.Failed(
                    $"Volume '{retired}' with the retired data of store '{step.Store}' is gone, so version {context.Before.Version} cannot have its data back",
                    $"Bring volume '{retired}' back from a backup of the engine, or accept the new version; what was copied before the upgrade is in copy '{step.CoveredBy}' of the run");
        }

        return await VolumeHindrances.FindStrangersAsync(engine, [volume, retired], context.Before.Project, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var volume = VolumeOf(step, context);
        if (context.Memory.Recall(Role) is not { } retired)
            return $"store '{step.Store}' was not put aside";

        context.Memory.Remember(Returning, "begun");

        // Gone after an earlier undo that was killed before it could say so.
        if (await engine.FindVolumeAsync(retired, cancellationToken) is null)
            return await RequireContentAsync(step, volume, context, cancellationToken);

        var image = ToolImage.For(context);
        await OwnUsers.StopAsync(engine, volume, context.Before.Project, cancellationToken);
        var abandoned = await AbandonAsync(volume, retired, step, context, cancellationToken);
        await _mover.MoveBackAsync(volume, retired, image, context.Memory, cancellationToken);
        if (await new VolumeShell(engine).IsEmptyAsync(retired, image, cancellationToken))
            await _made.TryRemoveAsync(retired, $"volume of the retired data of store '{step.Store}', which is empty and could not be removed", context, cancellationToken);

        context.Memory.Keeps(What(step), string.Empty);
        return abandoned is null
            ? $"data of store '{step.Store}' is back in volume '{volume}'"
            : $"data of store '{step.Store}' is back in volume '{volume}', what was begun in it meanwhile is kept in volume '{abandoned}'";
    }

    // A deployment that is started while its data is put aside begins an empty store. Nobody but the operator knows what that one is worth.
    private async Task<string?> AbandonAsync(string volume, string retired, RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var abandoned = context.Memory.Recall(Aside) is { Length: > 0 } begun ? begun : null;
        if (abandoned is null && !await _mover.IsSourceTakenAsync(volume, retired, ToolImage.For(context), context.Memory, cancellationToken))
            return null;

        abandoned ??= await FreeNameAsync(step, context, cancellationToken);
        context.Memory.Remember(Aside, abandoned);
        await _made.CreateAsync(abandoned, volume, "abandoned", context, cancellationToken);
        await _mover.MoveAsync(volume, abandoned, ToolImage.For(context), context.Memory, cancellationToken);
        var isFirst = abandoned == MadeNames.Abandoned(context, step.Store, step.Id);
        context.Memory.Keeps(
            isFirst ? $"data of store '{step.Store}' that was begun anew in the middle of the run"
                : $"data of store '{step.Store}' that was begun anew in the middle of the run, put aside as '{abandoned}'",
            abandoned);
        context.Memory.Remember(Aside, string.Empty);
        return abandoned;
    }

    // An earlier rollback that did not come to its end may have put one aside already.
    private async Task<string> FreeNameAsync(RetireVolume step, StepContext context, CancellationToken cancellationToken)
    {
        var (first, number) = (MadeNames.Abandoned(context, step.Store, step.Id), 1);
        var name = first;
        while (await engine.FindVolumeAsync(name, cancellationToken) is not null)
            name = $"{first}-{++number}";

        return name;
    }

    private async Task<string> RequireContentAsync(RetireVolume step, string volume, StepContext context, CancellationToken cancellationToken) =>
        await new VolumeShell(engine).IsEmptyAsync(volume, ToolImage.For(context), cancellationToken)
            ? throw new HopguardException($"Volume '{volume}' is empty and its retired data was deleted", $"Restore copy '{context.Folder.Copy(step.CoveredBy)}' into it as 'Restoring by hand' in docs/operating.md shows, with a server of version {context.Before.Version}, then roll back again: what it holds is compared with the copy")
            : $"volume '{volume}' holds its data again";

    private async Task<StepOutcome.Failed?> FindChangeAsync(RetireVolume step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        // Begun before a kill: the store was proved then, and may lie under either name by now.
        if (context.Memory.Recall(Role) is not null)
            return null;

        return (await engine.ListUsersAsync(VolumeOf(step, context), cancellationToken)).FirstOrDefault() is { } user
            ? new StepOutcome.Failed($"Container '{user.Name}' uses store '{step.Store}' and may have written to it after copy '{copy.Name}' was taken", $"Stop container '{user.Name}' and start over: going back keeps what was written, and a new run copies it") { AfterRollback = VolumeUsers.AfterRollback(user.Name) }
            : await freshness.RefuseChangedAsync(copy.Name, context, cancellationToken);
    }

    private static string What(RetireVolume step) => KeptObjects.RetiredData(step.Store);

    private static string VolumeOf(RetireVolume step, StepContext context) => MadeNames.VolumeOf(context, step.Store);
}
