using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Proves archives by reading back: the file on disk and the volume itself are read again, both must equal the manifest, and the number of entries must be what
/// the file system counts, because the engine leaves out what it cannot read and says so only in its own log. What was read back while the application served, and
/// proved unchanged since, is not read once more.
/// </summary>
public sealed class ArchiveVerifier(DockerEngine engine) : ICopyVerifier
{
    private readonly VolumeArchive _archive = new(engine);
    private readonly VolumeShell _shell = new(engine);
    private readonly EarlyRepair _repair = new(engine);

    /// <inheritdoc />
    public string CopyKind => CopyEvidence.Archive;

    /// <inheritdoc />
    public async Task<StepOutcome> VerifyAsync(VerifyCopy step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        if (step.By.Text != VerifyCopy.ReadBack)
            return new StepOutcome.Failed($"Archive '{copy.Name}' cannot be verified by '{step.By}', only by '{VerifyCopy.ReadBack}'");

        if (copy.IsGiven)
            return await ReadAsync(copy, cancellationToken);

        var (entries, image) = (0L, ToolImage.For(context));
        foreach (var store in copy.Stores)
        {
            var (compared, problem) = await CheckAsync(store, copy, context.Before.Store(store).Volume!, image, cancellationToken);
            if (problem is not null)
                return new StepOutcome.Failed($"Archive '{copy.Name}' does not hold what store '{store}' holds: {problem}", "Roll back, find out who writes to the volume, and start over") { AfterRollback = "Find out who writes to the volume" };

            entries += compared;
        }

        var (all, volumes) = (Counts.Of(entries, "entry", "entries"), Counts.Of(copy.Stores.Count, "volume"));
        return new StepOutcome.Done(copy.ReadEarly.Count == 0
            ? $"{all} of {volumes} read back, from disk and from the volumes, all equal"
            : $"{all} of {volumes} read back, from disk and from the volumes, all equal; {EarlyReading.Describe(copy.ReadEarly)}");
    }

    // The volumes hold something else by now, and were compared when the backup was taken.
    private static async Task<StepOutcome> ReadAsync(CopyEvidence copy, CancellationToken cancellationToken)
    {
        var entries = 0L;
        foreach (var store in copy.Stores)
        {
            var onDisk = await VolumeArchive.CheckArchiveAsync(store, copy.Folder, cancellationToken);
            if (!onDisk.IsEqual)
                return new StepOutcome.Failed($"Archive of store '{store}' is not what its manifest says: {string.Join(", ", onDisk.Differences)}");

            entries += onDisk.Entries;
        }

        return new StepOutcome.Done($"{Counts.Of(entries, "entry", "entries")} of {Counts.Of(copy.Stores.Count, "volume")} read from disk, all as recorded");
    }

    private async Task<(long Entries, string? Problem)> CheckAsync(string store, CopyEvidence copy, string volume, ToolImage image, CancellationToken cancellationToken) =>
        copy.ReadEarly.FirstOrDefault(reading => reading.Store == store) is { } early
            ? (early.Entries, await _repair.FindDifferenceAsync(early, volume, copy.Folder, image, cancellationToken))
            : await ReadBackAsync(store, copy, volume, image, cancellationToken);

    private async Task<(long Entries, string? Problem)> ReadBackAsync(string store, CopyEvidence copy, string volume, ToolImage image, CancellationToken cancellationToken)
    {
        var onDisk = await VolumeArchive.CheckArchiveAsync(store, copy.Folder, cancellationToken);
        if (!onDisk.IsEqual)
            return (onDisk.Entries, "on disk " + string.Join(", ", onDisk.Differences));

        var live = await _archive.CheckVolumeAsync(store, volume, image, copy.Folder, cancellationToken);
        if (!live.IsEqual)
            return (live.Entries, "in the volume " + string.Join(", ", live.Differences));

        var counted = await _shell.CountEntriesAsync(volume, image, cancellationToken);
        return (live.Entries, counted == live.Entries ? null : $"{live.Entries} entries are archived, {counted} are in the volume");
    }
}
