using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Archives volumes to a partial folder, which gets its name only when it is complete and on disk.</summary>
public sealed class BackUpVolumesHandler(DockerEngine engine) : StepHandler<BackUpVolumes>
{
    private readonly VolumeArchive _archive = new(engine);
    private readonly VolumeShell _shell = new(engine);

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Evidence.HasCopy(step.As) ? Probe.Done(Summary(context.Evidence.Copy(step.As))) : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in step.Stores)
        {
            var volume = VolumeOf(store, context);
            var users = (await engine.ListContainersMountingAsync(volume, cancellationToken)).Where(container => container.IsAlive).Select(container => container.Name).ToList();
            if (users.Count > 0)
                return new StepOutcome.Failed($"Volume '{volume}' of store '{store}' is in use by {string.Join(", ", users)}, so an archive of it would not be of one moment", "Stop them first");
        }

        // An archive has to be of the same moment as the dumps before it.
        return await LaterWriters.RefuseAsync(engine, context.Plan.Steps.OfType<DumpDatabase>().Select(dump => dump.As.Text), context, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var takenAt = context.Clock.GetUtcNow();
        var partial = context.Folder.PartialCopy(step.As);
        var final = context.Folder.Copy(step.As);

        // A folder without its evidence was renamed right before a kill: nobody has relied on it yet.
        foreach (var leftover in new[] { partial, final }.Where(Directory.Exists))
            Directory.Delete(leftover, recursive: true);

        Directory.CreateDirectory(partial);
        var files = await TakeAllAsync(step, partial, context, cancellationToken);
        DurableFile.FlushFolder(partial);
        Directory.Move(partial, final);
        DurableFile.FlushFolder(Path.GetDirectoryName(final)!);
        var copy = new CopyEvidence { Name = step.As, Kind = CopyEvidence.Archive, Stores = [.. step.Stores.Select(store => store.Text)], TakenAt = takenAt, Folder = final, Files = files };
        context.Evidence.SaveCopy(copy);
        return new StepOutcome.Done(Summary(copy));
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(BackUpVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As))
            return "no archive was completed, so nothing can have changed since";

        // What the version before wrote after its archive was taken is its own, and the last word.
        var starts = context.Plan.Steps.OfType<StartServices>().Where(start => TargetProject.IsTarget(start, context)).ToList();
        if (!context.IsHop || (starts.Count > 0 && !starts.Any(context.HasBegun)))
            return "no other version has run, so the volumes hold what this one left in them";

        var restore = new ArchiveRestore(engine, context.Evidence.Copy(step.As), context);
        var done = new List<string>();
        foreach (var store in step.Stores)
            done.Add(await restore.BringBackAsync(store, VolumeOf(store, context), cancellationToken));

        return string.Join("; ", done);
    }

    private static string VolumeOf(string store, StepContext context) =>
        context.Before.Store(store).Volume ?? throw new HopguardException($"Store '{store}' is in no volume, so it cannot be archived");

    private static string Summary(CopyEvidence copy) => $"{copy.Stores.Count} volumes archived, {copy.Size} bytes in '{copy.Folder}'";

    private async Task<IReadOnlyList<CopyFile>> TakeAllAsync(BackUpVolumes step, string partial, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            var files = new List<CopyFile>();
            foreach (var store in step.Stores)
                files.AddRange(await TakeAsync(store, partial, context, cancellationToken));
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
        var image = HelperImage.For(context);
        var volume = VolumeOf(store, context);
        var expected = await _shell.MeasureAsync(volume, image, cancellationToken);
        return await _archive.TakeAsync(store, volume, image, folder, expected, context.Progress, cancellationToken);
    }
}
