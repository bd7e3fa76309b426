using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Archives volumes to a partial folder, which gets its name only when it is complete and on disk. What was archived while the application still served is taken over, and
/// what changed since is read again.
/// </summary>
public sealed class BackUpVolumesHandler(DockerEngine engine, Freshness freshness) : StepHandler<BackUpVolumes>, IEarlyWork, IPreparation
{
    private readonly VolumeArchive _archive = new(engine);
    private readonly VolumeShell _shell = new(engine);
    private readonly VolumeStamps _stamps = new(engine);
    private readonly EarlyArchive _early = new(engine);

    /// <inheritdoc />
    /// <remarks>Only where it is known that there is room: a disk that fills up would be the running application's trouble as well.</remarks>
    bool IPreparation.CanPrepare(Step step, Plan plan) => IsReadEarly(step, plan);

    /// <summary>Whether the step archives while the application still serves.</summary>
    internal static bool IsReadEarly(Step step, Plan plan) => EarlyStart.WhileServing(step, plan).Any(earlier => earlier is CheckSpace) && EarlyStart.OnlyReadsSinceStop(step, plan);

    /// <inheritdoc />
    async Task<StepOutcome?> IPreparation.PrepareAsync(Step step, StepContext context, CancellationToken cancellationToken)
    {
        var backUp = (BackUpVolumes)step;
        if (context.Evidence.HasCopy(backUp.As) || await _early.TakeAsync(backUp.As, VolumesOf(backUp, context), context, cancellationToken) is not { Count: > 0 } early)
            return null;

        var size = Sizes.Of(early.SelectMany(reading => reading.Files).Sum(file => file.Size));
        return new StepOutcome.Done($"{Counts.Of(early.Count, "volume")} archived and read back while the application serves, {size}; after the stop only what changed is read again");
    }

    /// <inheritdoc />
    /// <remarks>Databases are dumped and restored meanwhile: other stores, and nobody is started for it.</remarks>
    Step? IEarlyWork.BeginsAfter(Step step, Plan plan) => IsReadEarly(step, plan) ? EarlyStart.AfterLastDump(step, plan) : EarlyStart.AfterLastChange(step, plan);

    /// <inheritdoc />
    async Task<StepOutcome?> IEarlyWork.BeginAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        (StepOutcome?)await GuardAsync((BackUpVolumes)step, context, cancellationToken) ?? await ExecuteAsync((BackUpVolumes)step, context, cancellationToken);

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Evidence.HasCopy(step.As) ? Probe.Done(Summary(context.Evidence.Copy(step.As))) : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in CopiedStores.Of(step, context))
        {
            var volume = VolumeOf(store, context);
            if (await engine.FindUsersAsync(volume, cancellationToken) is { } users)
                return new StepOutcome.Failed($"Volume '{volume}' of store '{store}' is in use by {users}, so an archive of it would not be of one moment", $"Stop what uses volume '{volume}': {users}") { AfterRollback = VolumeUsers.AfterRollback(users) };
        }

        // An archive has to be of the same moment as the dumps before it, and one that was taken early as fresh as if it were taken now.
        return await freshness.RefuseLaterWritersAsync(LatestCopies.Of(context.Plan.Steps.TakeWhile(other => other.Id != step.Id).Append(step)), context, cancellationToken);
    }

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardResumeAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken) =>
        freshness.RefuseChangedMeanwhileAsync(step, step.As, context, cancellationToken);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var takenAt = context.Clock.GetUtcNow();
        var partial = context.Folder.PartialCopy(step.As);
        var final = context.Folder.Copy(step.As);

        // A folder without its evidence was renamed right before a kill: nobody has relied on it yet.
        if (Directory.Exists(final))
            Directory.Delete(final, recursive: true);

        // Before the first byte is read, so that what is written while the archives grow shows as well.
        var volumes = VolumesOf(step, context);
        var stamps = await _stamps.ReadAsync(volumes, flush: false, context, cancellationToken);
        var early = await _early.TakeOverAsync(step.As, volumes, stamps, context, cancellationToken);
        VolumeStamps.Save(step.As, stamps.Stores, context);
        Directory.CreateDirectory(partial);
        var files = await TakeAllAsync(step, early, partial, context, cancellationToken);
        DurableFile.FlushFolder(partial);
        Directory.Move(partial, final);
        DurableFile.FlushFolder(Path.GetDirectoryName(final)!);
        var copy = new CopyEvidence { Name = step.As, Kind = CopyEvidence.Archive, Stores = [.. CopiedStores.Of(step, context).Select(store => store.Text)], TakenAt = takenAt, Folder = final, Files = files, ReadEarly = early };
        context.Evidence.SaveCopy(copy);
        return new StepOutcome.Done(Summary(copy));
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As))
        {
            EarlyArchive.Drop(step.As, context);
            return "no archive was completed, so nothing can have changed since";
        }

        // What the version before wrote after its archive was taken is its own, and newer than the archive.
        if (!TargetWork.MayBeIn(step.As, context))
            return "no other version has touched the volumes, so they hold what this one left in them";

        var restore = new ArchiveRestore(engine, context.Evidence.Copy(step.As), step.Id, context);
        var done = new List<string>();
        foreach (var store in CopiedStores.Of(step, context))
            done.Add(await restore.BringBackAsync(store, VolumeOf(store, context), cancellationToken));

        return string.Join("; ", done);
    }

    private static Dictionary<string, string> VolumesOf(BackUpVolumes step, StepContext context) =>
        CopiedStores.Of(step, context).ToDictionary(store => store.Text, store => VolumeOf(store, context), StringComparer.Ordinal);

    /// <inheritdoc />
    protected override Task<IReadOnlyList<string>> ForeseeAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in CopiedStores.Of(step, context))
            _ = VolumeOf(store, context);

        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardUndoAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As) || !TargetWork.MayBeIn(step.As, context))
            return null;

        var copy = context.Evidence.Copy(step.As);
        if (await FindLackOfSpaceAsync(step, copy, context, cancellationToken) is { } lack)
            return lack;

        return await new ArchiveRestore(engine, copy, step.Id, context).FindHindranceAsync(VolumesOf(step, context), cancellationToken) is { } hindrance
            ? new StepOutcome.Failed(hindrance.Message, hindrance.Remedy) { AfterRollback = hindrance.AfterRollback }
            : null;
    }

    private async Task<StepOutcome.Failed?> FindLackOfSpaceAsync(BackUpVolumes step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var image = ToolImage.For(context);
        var needs = new SpaceNeeds(engine, image, context);
        foreach (var store in CopiedStores.Of(step, context))
            await needs.AddAsync(VolumeOf(store, context), SizeIn(copy, store), cancellationToken);
        if (needs.All.All(need => need.Bytes <= need.Free.Volumes))
            return null;

        // Only where it is tight it is worth reading the volumes: one that nobody changed needs no room.
        needs = new SpaceNeeds(engine, image, context);
        foreach (var store in CopiedStores.Of(step, context))
        {
            if (!(await _archive.CheckVolumeAsync(store, VolumeOf(store, context), image, copy.Folder, cancellationToken)).IsEqual)
                await needs.AddAsync(VolumeOf(store, context), SizeIn(copy, store), cancellationToken);
        }

        return needs.RefuseBringingBack(copy.Name);
    }

    private static long SizeIn(CopyEvidence copy, string store) => copy.Files.Where(file => file.Path == VolumeArchive.ArchiveOf(store)).Sum(file => file.Size);

    private static string VolumeOf(string store, StepContext context) => MadeNames.VolumeOf(context, store);

    private static string Summary(CopyEvidence copy) => copy.ReadEarly.Count == 0
        ? $"{Counts.Of(copy.Stores.Count, "volume")} archived, {Sizes.Of(copy.Size)} in '{copy.Folder}'"
        : $"{Counts.Of(copy.Stores.Count, "volume")} archived, {Sizes.Of(copy.Size)} in '{copy.Folder}'; {EarlyReading.Describe(copy.ReadEarly)}";

    private async Task<IReadOnlyList<CopyFile>> TakeAllAsync(BackUpVolumes step, IReadOnlyList<EarlyReading> early, string partial, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            var files = new List<CopyFile>();
            foreach (var store in CopiedStores.Of(step, context))
                files.AddRange(early.FirstOrDefault(reading => reading.Store == store.Text)?.Files ?? await TakeAsync(store, partial, context, cancellationToken));
            return files;
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            context.Folder.DropPartialCopy(step.As);
            throw;
        }
    }

    private async Task<IReadOnlyList<CopyFile>> TakeAsync(string store, string folder, StepContext context, CancellationToken cancellationToken)
    {
        var image = ToolImage.For(context);
        var volume = VolumeOf(store, context);
        var expected = await _shell.MeasureAsync(volume, image, cancellationToken);
        return await _archive.TakeAsync(store, volume, image, folder, expected, context.Progress, cancellationToken);
    }
}
