using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Replaces the data of one store by what its archive holds: unpacked into a fresh volume and compared there, then the present data moves aside and the restored data in. Killed at
/// any instant, the same calls complete it, and <see cref="UndoAsync"/> brings the present data back.
/// </summary>
/// <param name="engine">The engine that has the volumes.</param>
/// <param name="store">The store.</param>
/// <param name="step">The step that does it: part of the names of what is made.</param>
/// <param name="retiredRole">The role on the label of the volume that receives the present data.</param>
/// <param name="context">The run.</param>
internal sealed class VolumeReplacement(DockerEngine engine, string store, string step, string retiredRole, StepContext context)
{
    private const string FreshRole = "restored";
    private readonly string _volume = MadeNames.VolumeOf(context, store);
    private readonly string _fresh = MadeNames.TrialVolume(context, store, step);
    private readonly string _retired = MadeNames.Retired(context, store, step);
    private readonly ToolImage _image = ToolImage.For(context);
    private readonly VolumeArchive _archive = new(engine);
    private readonly VolumeMover _mover = new(engine);
    private readonly MadeVolumes _made = new(engine);
    private readonly VolumeShell _shell = new(engine);

    // What was reached for good; each is remembered only when it is on disk.
    private string Compared => $"compared:{store}";

    private string PutAside => $"put-aside:{store}";

    private string MovedIn => $"moved-in:{store}";

    private string Leaving => $"leaving:{store}";

    private string Left => $"left:{store}";

    private string Returned => $"returned:{store}";

    /// <summary>Whether the store holds what was restored.</summary>
    public bool IsDone => IsTrue(MovedIn);

    /// <summary>Unpacks the archive into the fresh volume, from scratch where an earlier attempt did not end, and compares it.</summary>
    /// <exception cref="HopguardException">The volume differs from the manifest.</exception>
    public async Task UnpackAsync(CopyEvidence copy, CancellationToken cancellationToken)
    {
        if (IsTrue(Compared))
            return;

        await _made.CreateAsync(_fresh, _volume, FreshRole, context, cancellationToken);
        await _shell.EmptyAsync(_fresh, _image, cancellationToken);
        await _archive.RestoreAsync(store, _fresh, _image, copy.Folder, cancellationToken);
        await _shell.FlushAsync(_fresh, _image, cancellationToken);
        var check = await _archive.CheckVolumeAsync(store, _fresh, _image, copy.Folder, cancellationToken);
        if (!check.IsEqual)
            throw new HopguardException($"What was restored of store '{store}' is not what the backup's manifest says: {string.Join(", ", check.Differences)}");
        if (await _shell.CountEntriesAsync(_fresh, _image, cancellationToken) is var counted && counted != check.Entries)
            throw new HopguardException($"Of store '{store}' {counted} entries were restored, and the backup's manifest has {check.Entries}");

        context.Memory.Remember(Compared, bool.TrueString);
    }

    /// <summary>Moves the present data aside and the restored data in.</summary>
    public async Task SwapAsync(CancellationToken cancellationToken)
    {
        if (IsDone)
            return;

        if (!IsTrue(PutAside))
        {
            // Remembered first: what is made and not known of would never be removed.
            context.Memory.Keeps(KeptObjects.RetiredData(store), _retired);
            await _made.CreateAsync(_retired, _volume, retiredRole, context, cancellationToken);
            await _mover.MoveAsync(_volume, _retired, _image, context.Memory, cancellationToken);
            context.Memory.Remember(PutAside, bool.TrueString);
        }

        await _mover.MoveAsync(_fresh, _volume, _image, context.Memory, cancellationToken);
        context.Memory.Remember(MovedIn, bool.TrueString);
        await RemoveFreshAsync(cancellationToken);
    }

    /// <summary>Brings the present data back; what the store held since is kept aside.</summary>
    public async Task<string> UndoAsync(CancellationToken cancellationToken)
    {
        if (!IsTrue(Returned))
        {
            if (context.Memory.IsKept(KeptObjects.RetiredData(store)))
                await ReturnAsync(cancellationToken);

            context.Memory.Remember(Returned, bool.TrueString);
        }

        await RemoveFreshAsync(cancellationToken);
        return context.Memory.Recall(Leaving) is { } abandoned
            ? $"data of store '{store}' is back in volume '{_volume}', what was in it meanwhile is kept in volume '{abandoned}'"
            : $"data of store '{store}' is in volume '{_volume}'";
    }

    private async Task ReturnAsync(CancellationToken cancellationToken)
    {
        // Killed before it was made: nothing has moved.
        if (await engine.FindVolumeAsync(_retired, cancellationToken) is null)
            return;

        await OwnUsers.StopAsync(engine, _volume, context.Before.Project, cancellationToken);

        // Cut off before anybody could use it: it is an archive's content, and no more than that.
        if (IsTrue(PutAside) && !IsDone && await engine.FindVolumeAsync(_fresh, cancellationToken) is not null
            && !await _mover.IsSourceTakenAsync(_fresh, _volume, _image, context.Memory, cancellationToken))
            await _mover.MoveBackAsync(_fresh, _volume, _image, context.Memory, cancellationToken);

        // What moved in leaves by name, and not because both hold something: the present data may have been nothing at all.
        if (!IsTrue(Left) && (IsDone || context.Memory.Recall(Leaving) is not null || await _mover.IsSourceTakenAsync(_volume, _retired, _image, context.Memory, cancellationToken)))
            await LeaveAsync(cancellationToken);

        await _mover.MoveBackAsync(_volume, _retired, _image, context.Memory, cancellationToken);
        if (await _shell.IsEmptyAsync(_retired, _image, cancellationToken))
            await _made.TryRemoveAsync(_retired, $"volume of the retired data of store '{store}', which is empty and could not be removed", context, cancellationToken);

        context.Memory.Keeps(KeptObjects.RetiredData(store), string.Empty);
    }

    // What is in the store's place by now somebody may have worked with.
    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        var abandoned = MadeNames.Abandoned(context, store, step);
        context.Memory.Remember(Leaving, abandoned);
        await _made.CreateAsync(abandoned, _volume, "abandoned", context, cancellationToken);
        if (!await _shell.IsEmptyAsync(_volume, _image, cancellationToken))
            await _mover.MoveAsync(_volume, abandoned, _image, context.Memory, cancellationToken);

        context.Memory.Keeps($"data of store '{store}' from the restore that was rolled back", abandoned);
        context.Memory.Remember(Left, bool.TrueString);
    }

    private async Task RemoveFreshAsync(CancellationToken cancellationToken)
    {
        if (await engine.FindVolumeAsync(_fresh, cancellationToken) is not null)
            await _made.TryRemoveAsync(_fresh, $"volume into which store '{store}' was restored, which could not be removed", context, cancellationToken);
    }

    private bool IsTrue(string key) => context.Memory.Recall(key) == bool.TrueString;
}
