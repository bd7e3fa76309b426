using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>Brings volumes back to what their archive holds. What a newer version left in them is moved aside, never deleted: somebody may have worked with it.</summary>
/// <param name="engine">The engine that has the volumes.</param>
/// <param name="copy">The archive.</param>
/// <param name="step">The step that is undone: part of the name under which newer content is kept.</param>
/// <param name="context">The run.</param>
internal sealed class ArchiveRestore(DockerEngine engine, CopyEvidence copy, string step, StepContext context)
{
    private const string Aside = "moving aside";
    private const string Restoring = "restoring";
    private const string Restored = "restored";
    private readonly VolumeArchive _archive = new(engine);
    private readonly VolumeMover _mover = new(engine);
    private readonly MadeVolumes _made = new(engine);
    private readonly VolumeShell _shell = new(engine);
    private readonly ToolImage _image = ToolImage.For(context);

    /// <summary>Brings one volume back, from whatever point an earlier attempt was killed at.</summary>
    /// <exception cref="HopguardException">The archive is damaged, or the volume differs from it afterwards.</exception>
    public async Task<string> BringBackAsync(string store, string volume, CancellationToken cancellationToken)
    {
        if (Phase(store) is null)
        {
            if (await FindDifferenceAsync(store, volume, cancellationToken) is null)
                return $"store '{store}' is unchanged";

            // Killed before the step could say that it was undone: since then the version before is in place, and what it wrote is newer than the archive.
            if (context.Memory.Recall(Key(store)) == Restored)
                return $"store '{store}' was restored from copy '{copy.Name}' before, and keeps what was written since";

            if (await FindDamageAsync(cancellationToken) is { } damage)
                throw damage;

            context.Memory.Remember(Key(store), Aside);
        }

        var abandoned = MadeNames.Abandoned(context, store, step);
        if (Phase(store) == Aside)
        {
            await _made.CreateAsync(abandoned, volume, "abandoned", context, cancellationToken);
            await _mover.MoveAsync(volume, abandoned, _image, context.Memory, cancellationToken);
            context.Memory.Keeps($"data of store '{store}' from the version that was rolled back", abandoned);
            context.Memory.Remember(Key(store), Restoring);
        }

        // What the volume holds in this phase is an unfinished restore of ours.
        await _shell.EmptyAsync(volume, _image, cancellationToken);
        await _archive.RestoreAsync(store, volume, _image, copy.Folder, cancellationToken);
        await _shell.FlushAsync(volume, _image, cancellationToken);
        if (await FindDifferenceAsync(store, volume, cancellationToken) is { } difference)
            throw new HopguardException($"Volume '{volume}' differs from its archive after the restore: {difference}", "Run the rollback again; the archive is intact");

        context.Memory.Remember(Key(store), Restored);
        return $"store '{store}' was restored from copy '{copy.Name}', what it held since is kept in volume '{abandoned}'";
    }

    /// <summary>Why the archive cannot bring a volume back that was written to since; null where it can, or where none was.</summary>
    /// <param name="volumes">The volumes, by store.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<HopguardException?> FindHindranceAsync(IReadOnlyDictionary<string, string> volumes, CancellationToken cancellationToken)
    {
        if (await FindDamageAsync(cancellationToken) is not { } damage)
            return null;

        foreach (var (store, volume) in volumes)
        {
            if (Phase(store) is not null || await FindDifferenceAsync(store, volume, cancellationToken) is not null)
                return damage;
        }

        return null;
    }

    private async Task<HopguardException?> FindDamageAsync(CancellationToken cancellationToken) =>
        await context.FindDamageAsync(copy, cancellationToken) is { } damage
            ? new HopguardException($"Copy '{copy.Name}' cannot be restored: {damage}", "The volume is untouched; restore the copy's file from elsewhere")
            : null;

    private static string Key(string store) => $"restore {store}";

    private string? Phase(string store) => context.Memory.Recall(Key(store)) is (Aside or Restoring) and var phase ? phase : null;

    private async Task<string?> FindDifferenceAsync(string store, string volume, CancellationToken cancellationToken) =>
        (await _archive.CheckVolumeAsync(store, volume, _image, copy.Folder, cancellationToken)).Differences.FirstOrDefault();
}
