using System.Collections.Immutable;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Archives of volumes that are taken and read back while the application still serves. They lie where an incomplete copy grows, so whoever abandons the copy removes them,
/// and are worth nothing until the stamps of all entries are compared after the stop: what differs is read again. That proof has to hold against whatever a running program
/// may do, so an entry that changed just before the archive was begun counts as different whatever its stamp says, and only file systems count that are known to keep
/// their times exactly, under a clock that was not set in between.
/// </summary>
internal sealed class EarlyArchive(DockerEngine engine)
{
    // Busybox tells times of change in whole seconds, and the engine's clock is told in those as well: what changed in the second of a recorded change must lie
    // before the archive began. A clock that was set back by less than the tolerance is not seen, so as much is added.
    private const int SecondsAtRest = 4;
    private const double ClockTolerance = 1.1;
    private const string BeingWritten = "too much of it is being written to";

    // ext2 to ext4, XFS and btrfs; and overlays, whose times are those of the file system below. On tmpfs, what is written through a mapping changes no time.
    private static readonly ImmutableHashSet<string> Known = ["ef53", "58465342", "9123683e", "794c7630"];

    private readonly VolumeArchive _archive = new(engine);
    private readonly VolumeShell _shell = new(engine);
    private readonly VolumeStamps _stamps = new(engine);
    private readonly EarlyRepair _repair = new(engine);

    /// <summary>Takes the archives of a copy's volumes, by store; where an earlier attempt took them and nothing changed since, they are kept. Gives what there is in the end.</summary>
    public async Task<IReadOnlyList<EarlyReading>> TakeAsync(string copy, IReadOnlyDictionary<string, string> volumes, StepContext context, CancellationToken cancellationToken)
    {
        if (await FindUnchangedAsync(copy, volumes, context, cancellationToken) is { } unchanged)
            return unchanged;

        // What was recorded of an earlier attempt must not be taken for what is made now.
        Drop(copy, context);
        var takenAt = context.Clock.GetUtcNow();
        var stamps = await _stamps.ReadAsync(volumes, flush: true, context, cancellationToken);
        if (stamps.Stores.Any(store => FindRestless(store, stamps).Count > VolumeChanges.MostParts))
        {
            // Once more is enough: what changes all the time has to be read again after the stop anyway.
            await Task.Delay(TimeSpan.FromSeconds(SecondsAtRest), context.Clock, cancellationToken);
            stamps = await _stamps.ReadAsync(volumes, flush: true, context, cancellationToken);
        }

        VolumeStamps.Save(copy, stamps.Stores, context);
        var folder = Directory.CreateDirectory(context.Folder.PartialCopy(copy)).FullName;
        var taken = new List<EarlyStore>();
        foreach (var store in stamps.Stores)
        {
            var (early, problem) = await TryTakeAsync(store, FindRestless(store, stamps), takenAt, volumes[store.Store], folder, context, cancellationToken);
            if (early is not null)
                taken.Add(early);
            else
                LeaveForLater(store.Store, problem!, folder, context);
        }

        DurableFile.FlushFolder(folder);
        if (taken.Count > 0)
            context.Evidence.Save(FileName(copy), new EarlyArchives(stamps.HostStartedAt, taken));
        else
            Drop(copy, context);

        return [.. taken.Select(store => store.Reading)];
    }

    /// <summary>
    /// Makes the archives hold what their volumes hold, whose stamps were read now, by reading again what changed. Where that is not possible the archive is removed, and
    /// gives those that are good. Nobody may write to the volumes any more.
    /// </summary>
    public async Task<IReadOnlyList<EarlyReading>> TakeOverAsync(
        string copy, IReadOnlyDictionary<string, string> volumes, StampReading now, StepContext context, CancellationToken cancellationToken)
    {
        var early = context.Evidence.Find<EarlyArchives>(FileName(copy)) ?? new EarlyArchives(now.HostStartedAt, []);
        var folder = context.Folder.PartialCopy(copy);
        var good = new List<EarlyReading>();
        foreach (var store in early.Stores)
        {
            // It is told of no more before its files are replaced: a kill in between must not leave the one with the others.
            early = early with { Stores = [.. early.Stores.Where(other => other != store)] };
            var (reading, problem) = FindDoubt(store, now, early, folder) is { } doubt ? (null, doubt) : await TryTakeOverAsync(copy, store, early, volumes, now, context, cancellationToken);
            if (reading is not null)
                good.Add(reading);
            else
                context.Log($"Store '{store.Reading.Store}' is archived anew: {problem}");
        }

        context.Evidence.Save(FileName(copy), early with { Stores = [.. good.Where(reading => reading.Changed.Count == 0).Select(reading => new EarlyStore(reading, []))] });
        var kept = good.SelectMany(reading => reading.Files).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder).Where(file => !kept.Contains(Path.GetFileName(file))) : [])
            File.Delete(file);

        return good;
    }

    private async Task<(EarlyReading? Reading, string? Problem)> TryTakeOverAsync(
        string copy, EarlyStore store, EarlyArchives others, IReadOnlyDictionary<string, string> volumes, StampReading now, StepContext context, CancellationToken cancellationToken)
    {
        var name = store.Reading.Store;
        var stamps = now.Stores.Single(stamps => stamps.Store == name);
        try
        {
            if (VolumeStamps.FindRecorded(copy, name, context) is not { } before || VolumeChanges.Find(before, stamps, store.Doubtful) is not { } changes)
                return (null, "more changed since than is read entry by entry");
            if (changes.Parts.Count > 0)
                context.Evidence.Save(FileName(copy), others);

            var reading = await _repair.BringUpToDateAsync(store.Reading, changes, stamps, volumes[name], context.Folder.PartialCopy(copy), ToolImage.For(context), cancellationToken);
            return (reading, "the archive does not have the entries that the volume has");
        }
#pragma warning disable CA1031 // Whatever stands in the way: the volume is read as if nothing had been done before.
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return (null, trouble.Message);
        }
    }

    /// <summary>Removes what was taken and what is recorded of it.</summary>
    public static void Drop(string copy, StepContext context)
    {
        CleanUp.File(context.Folder.Evidence(FileName(copy)));
        context.Folder.DropPartialCopy(copy);
    }

    /// <summary>Entries of a store that changed so shortly before the stamps were read that what changes after it may get the same stamp.</summary>
    internal static IReadOnlyList<string> FindRestless(StoreStamps store, StampReading reading) =>
        [.. store.Entries.Where(entry => entry.Changed > reading.Clock - SecondsAtRest).Select(entry => entry.Path)];

    private static string FileName(string copy) => copy + ".early.json";

    private static string? FindDoubt(EarlyStore store, StampReading now, EarlyArchives early, string folder)
    {
        if (store.Reading.Files.FirstOrDefault(file => new FileInfo(Path.Combine(folder, file.Path)) is not { Exists: true, Length: var length } || length != file.Size) is { } lost)
            return $"file '{lost.Path}', which was read while the application served, is not as it was";

        return Math.Abs(now.HostStartedAt - early.HostStartedAt) < ClockTolerance ? null : "since it was read, the clock was set or the host started again";
    }

    private async Task<IReadOnlyList<EarlyReading>?> FindUnchangedAsync(string copy, IReadOnlyDictionary<string, string> volumes, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Evidence.Find<EarlyArchives>(FileName(copy)) is not { } early || early.Stores.Count < volumes.Count)
            return null;

        var now = await _stamps.ReadAsync(volumes, flush: false, context, cancellationToken);
        var isUnchanged = early.Stores.All(store => FindDoubt(store, now, early, context.Folder.PartialCopy(copy)) is null
            && VolumeStamps.FindRecorded(copy, store.Reading.Store, context) is { } before
            && now.Stores.Single(stamps => stamps.Store == store.Reading.Store).FindChanges(before).IsSubsetOf(store.Doubtful));
        return isUnchanged ? [.. early.Stores.Select(store => store.Reading)] : null;
    }

    private static void LeaveForLater(string store, string problem, string folder, StepContext context)
    {
        context.Log($"Store '{store}' is archived after the stop: {problem}");
        foreach (var file in new[] { VolumeArchive.ArchiveOf(store), VolumeArchive.ManifestOf(store) })
            CleanUp.File(Path.Combine(folder, file));
    }

    private async Task<(EarlyStore? Store, string? Problem)> TryTakeAsync(
        StoreStamps store, IReadOnlyList<string> restless, DateTimeOffset takenAt, string volume, string folder, StepContext context, CancellationToken cancellationToken)
    {
        if (!Known.Contains(store.FileSystem) || !store.IsOneDevice)
            return (null, "its file system is not known to tell every change");
        if (restless.Count > VolumeChanges.MostParts)
            return (null, BeingWritten);

        try
        {
            return await TakeAsync(store, restless, takenAt, volume, folder, context, cancellationToken);
        }
#pragma warning disable CA1031 // The same.
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return (null, trouble.Message);
        }
    }

    private async Task<(EarlyStore? Store, string? Problem)> TakeAsync(
        StoreStamps store, IReadOnlyList<string> restless, DateTimeOffset takenAt, string volume, string folder, StepContext context, CancellationToken cancellationToken)
    {
        var image = ToolImage.For(context);
        var expected = await _shell.MeasureAsync(volume, image, cancellationToken);
        var files = await _archive.TakeAsync(store.Store, volume, image, folder, expected, context.Progress, cancellationToken);
        context.Progress.Report(new StepProgress($"reading back '{store.Store}'", 0, Total: null, ProgressUnit.Bytes));
        var onDisk = await VolumeArchive.CheckArchiveAsync(store.Store, folder, cancellationToken);
        if (!onDisk.IsEqual)
            return (null, "on disk " + string.Join(", ", onDisk.Differences));

        // The application is at work: what is not the same a second time is read once more after the stop.
        var doubtful = restless.Union(await _archive.FindDifferencesAsync(store, volume, image, folder, cancellationToken), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return doubtful.Count <= VolumeChanges.MostParts
            ? (new EarlyStore(new EarlyReading(store.Store, takenAt, onDisk.Entries, files), doubtful), null)
            : (null, BeingWritten);
    }
}

/// <summary>Archives that were taken while the application served: <c>&lt;copy&gt;.early.json</c>.</summary>
/// <param name="HostStartedAt">When the host was started, by the clock that stamped the volumes' entries.</param>
/// <param name="Stores">What was read.</param>
internal sealed record EarlyArchives(double HostStartedAt, IReadOnlyList<EarlyStore> Stores);

/// <summary>The archive of one store.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="Doubtful">Paths of entries that are read again after the stop whatever their stamps say.</param>
internal sealed record EarlyStore(EarlyReading Reading, IReadOnlyList<string> Doubtful);
