using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Backups;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Measures what will be copied and compares it with the space there is, before anything is stopped: the copies, the trial databases, and what a rollback needs
/// beside what the version that is left has written. What the later hops of a route will need is counted with today's sizes, since all of it is kept until the route is accepted.
/// </summary>
public sealed class CheckSpaceHandler(IContainerEngine engine, IEnumerable<IStoreProbe> probes, IExternalServers? externals = null) : StepHandler<CheckSpace>
{
    // Rows of text compress to a fifth, and indexes are not in a dump at all.
    private const int DumpGrowth = 8;

    private readonly VolumeShell _shell = new(engine);
    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(CheckSpace step, StepContext context, CancellationToken cancellationToken)
    {
        // A plan without a look at the target has no other place in which to ask.
        if (!context.Plan.Steps.Any(other => other is CheckTarget) && await context.Foresee(cancellationToken) is { Count: > 0 } problems)
            return new StepOutcome.Failed(string.Join("; ", problems), "Nothing was changed; correct this and run the same command again");

        var image = ToolImage.For(context);
        var sizes = await MeasureAsync(image, context, cancellationToken);
        var hops = context.LaterHops.Prepend(context.Plan).ToList();
        var copies = hops.Sum(hop => CopiesOf(hop, sizes, hop.Steps.OfType<CheckSpace>().FirstOrDefault() ?? step)) + hops.Max(hop => Merged(hop, sizes.Volumes));
        var needs = new SpaceNeeds(engine, image, context);
        var (trials, moves) = (0L, 0L);
        foreach (var name in context.Before.Stores.Where(store => store.Value.Volume is not null).Select(store => store.Key).Order(StringComparer.Ordinal))
        {
            var trial = hops.Sum(hop => TrialOf(hop, name, sizes, step));
            var moved = await MovedAsync(name, needs, context, sizes, step, cancellationToken);
            await needs.AddAsync(context.Before.Store(name).Volume!, trial + moved, cancellationToken);
            (trials, moves) = (trials + trial, moves + moved);
        }

        // The trial of a database that lies elsewhere is a volume of the engine all the same; what a rollback needs on that server nobody here can measure.
        foreach (var external in ExternalStores.Of(context))
        {
            var trial = hops.Sum(hop => TrialOf(hop, external.Store.Name, sizes, step));
            await needs.AddToEngineAsync(trial, cancellationToken);
            trials += trial;
        }

        var shared = needs.All.Where(need => need.Free.IsShared).Sum(need => need.Bytes);
        if (needs.All is [{ Free.Copies: var free }, ..] && copies + shared > free)
            return Lacking($"where copies go ('{context.Folder.Path}')", copies + shared, free);
        if (needs.All.FirstOrDefault(need => need.Bytes > need.Free.Volumes) is { } lacking)
            return Lacking(lacking.Where, lacking.Bytes, lacking.Free.Volumes);

        var tightest = needs.All.MinBy(need => need.Free.Volumes - need.Bytes)!;
        var (copiesFree, volumesFree) = (Sizes.Of(tightest.Free.Copies), Sizes.Of(tightest.Free.Volumes));
        var space = hops.Count == 1
            ? $"copies need {Sizes.Of(copies)} of {copiesFree} free, trial databases {Sizes.Of(trials)} and a rollback {Sizes.Of(moves)} of {volumesFree}"
            : $"for {Counts.Of(hops.Count, "hop")}, copies need {Sizes.Of(copies)} of {copiesFree} free, trial databases {Sizes.Of(trials)} and a rollback {Sizes.Of(moves)} of {volumesFree}";
        // How large an image becomes nobody knows before it is built.
        if (TargetBuilds.AreWanted(context))
            space = $"{space}; images that are built, and what the builder keeps, need room beside that on the engine's disk";
        return new StepOutcome.Done(context.IsHop ? $"{space}; an outage of about {Durations.Of(OutageEstimate.Of(hops, sizes.Databases))}, and as long as the migrations take" : space);
    }

    private static long CopiesOf(Plan hop, Measured sizes, CheckSpace asked) =>
        (long)((Sum(hop.Steps.OfType<DumpDatabase>().Select(dump => dump.Store.Text), sizes.Databases) + Sum(Archived(hop), sizes.Volumes)) * asked.Backup);

    private static IEnumerable<string> Archived(Plan hop) => hop.Steps.OfType<BackUpVolumes>().SelectMany(backup => backup.Stores).Select(store => store.Text);

    // What changed until the stop becomes part of an archive that is written beside the one from before it, one store after the other.
    private static long Merged(Plan hop, Dictionary<string, long> sizes) => hop.Steps.OfType<BackUpVolumes>()
        .Where(backup => BackUpVolumesHandler.IsReadEarly(backup, hop)).SelectMany(backup => backup.Stores).Select(store => sizes.GetValueOrDefault(store.Text)).DefaultIfEmpty().Max();

    // One trial for each restore: two of one store stand side by side.
    private static IEnumerable<string> Restored(Plan hop) => hop.Steps.OfType<RestoreDatabase>()
        .Select(restore => hop.Steps.OfType<DumpDatabase>().FirstOrDefault(dump => dump.As.Text == restore.Copy.Text)?.Store.Text).OfType<string>();

    private static long Sum(IEnumerable<string> stores, Dictionary<string, long> sizes) => stores.Sum(store => sizes.GetValueOrDefault(store));

    private async Task<Measured> MeasureAsync(ToolImage image, StepContext context, CancellationToken cancellationToken)
    {
        var sizes = new Measured([], [], []);
        var hops = context.LaterHops.Prepend(context.Plan).ToList();
        foreach (var name in hops.SelectMany(hop => hop.Steps.OfType<DumpDatabase>()).Select(dump => dump.Store.Text).Distinct(StringComparer.Ordinal).Where(name => context.Before.Stores.ContainsKey(name)))
        {
            var store = context.Application.Stores[name];
            if (ExternalStores.Find(context, name) is { } external)
            {
                sizes.Databases[name] = await externals!.MeasureAsync(external, cancellationToken);
                continue;
            }

            var server = await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken);
            sizes.Databases[name] = await _probes.Of(store).MeasureAsync(server.Name, cancellationToken);
        }

        if (context.Plan.Steps.Any(step => step is UseBackup))
            MeasureBackup(GivenBackup.Open(context.Options.Backup, context.Application), sizes, context);

        foreach (var name in hops.SelectMany(hop => Archived(hop).Concat(Retired(hop))).Distinct(StringComparer.Ordinal))
        {
            if (context.Before.Stores.GetValueOrDefault(name)?.Volume is { } volume)
                sizes.Volumes[name] = await _shell.MeasureAsync(volume, image, cancellationToken);
        }

        return sizes;
    }

    // An archive is as large as what it holds. A dump is compressed, and what it was taken of is perhaps not there to be measured.
    private static void MeasureBackup(GivenBackup backup, Measured sizes, StepContext context)
    {
        foreach (var store in context.Plan.Steps.OfType<UseBackup>().SelectMany(use => use.Stores).Select(store => store.Text))
        {
            if (backup.Of(store) is not { } copy)
                continue;

            sizes.Restored[store] = context.Application.Stores[store].IsCopiedAsFiles
                ? copy.Files.Where(file => file.Path == VolumeArchive.ArchiveOf(store)).Sum(file => file.Size)
                : copy.Size * DumpGrowth;
        }
    }

    private static IEnumerable<string> Retired(Plan hop) => hop.Steps.OfType<RetireVolume>().Select(retire => retire.Store.Text)
        .Concat(hop.Steps.OfType<RestoreVolumes>().SelectMany(restore => restore.Stores).Select(store => store.Text));

    private static long TrialOf(Plan hop, string store, Measured sizes, CheckSpace step) => sizes.Restored.TryGetValue(store, out var restored)
        ? restored
        : (long)(Sum(Restored(hop).Where(restored => restored == store), sizes.Databases) * step.Database);

    // A rollback restores a copy beside what the newer version wrote, which is kept; a database that was not put aside comes from its dump, in the place of the trial that is gone by then.
    // Data that cannot be renamed is put aside by a copy as well.
    private static async Task<long> MovedAsync(string store, SpaceNeeds needs, StepContext context, Measured sizes, CheckSpace step, CancellationToken cancellationToken)
    {
        var hops = context.LaterHops.Prepend(context.Plan).ToList();
        var isMoved = sizes.Databases.GetValueOrDefault(store) > 0 || hops.SelectMany(Retired).Contains(store, StringComparer.Ordinal);
        var copied = !isMoved || await needs.MovesByRenameAsync(context.Before.Store(store).Volume!, cancellationToken) ? 0 : 1;
        return hops.Sum(MovedOf);

        long MovedOf(Plan hop)
        {
            var archived = context.IsHop && Archived(hop).Contains(store, StringComparer.Ordinal) ? sizes.Volumes.GetValueOrDefault(store) : 0;
            var dumped = hop.Steps.OfType<DumpDatabase>().Any(dump => dump.Store.Text == store) ? sizes.Databases.GetValueOrDefault(store) : 0;
            var retired = Retired(hop).Count(name => name == store);
            return retired > 0 ? archived + (copied * retired * (sizes.Volumes.GetValueOrDefault(store) + dumped))
                : context.IsHop ? archived + Math.Max(0, ((1 + copied) * dumped) - TrialOf(hop, store, sizes, step))
                : archived;
        }
    }

    private static StepOutcome.Failed Lacking(string where, long needed, long free) =>
        new($"Not enough space {where}: {Sizes.Of(needed)} needed, {Sizes.Of(free)} free", "Free space there, or keep copies elsewhere with --state");

    private sealed record Measured(Dictionary<string, long> Databases, Dictionary<string, long> Volumes, Dictionary<string, long> Restored);
}
