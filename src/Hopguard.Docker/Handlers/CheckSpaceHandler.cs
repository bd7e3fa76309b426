using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Measures what will be copied and compares it with the space there is, before anything is stopped: the copies, the trial databases, and what a rollback needs
/// beside what the version that is left has written.
/// </summary>
public sealed class CheckSpaceHandler(IContainerEngine engine, IEnumerable<IStoreProbe> probes) : StepHandler<CheckSpace>
{
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
        var copies = (long)((Sum(context.Plan.Steps.OfType<DumpDatabase>().Select(dump => dump.Store.Text), sizes.Databases) + Sum(Archived(context), sizes.Volumes)) * step.Backup)
            + Merged(context, sizes.Volumes);
        var needs = new SpaceNeeds(engine, image, context);
        var (trials, moves) = (0L, 0L);
        foreach (var name in context.Before.Stores.Where(store => store.Value.Volume is not null).Select(store => store.Key).Order(StringComparer.Ordinal))
        {
            var trial = (long)(Sum(Restored(context).Where(restored => restored == name), sizes.Databases) * step.Database);
            var moved = await MovedAsync(name, trial, needs, context, sizes, cancellationToken);
            await needs.AddAsync(context.Before.Store(name).Volume!, trial + moved, cancellationToken);
            (trials, moves) = (trials + trial, moves + moved);
        }

        var shared = needs.All.Where(need => need.Free.IsShared).Sum(need => need.Bytes);
        if (needs.All is [{ Free.Copies: var free }, ..] && copies + shared > free)
            return Lacking($"where copies go ('{context.Folder.Path}')", copies + shared, free);
        if (needs.All.FirstOrDefault(need => need.Bytes > need.Free.Volumes) is { } lacking)
            return Lacking(lacking.Where, lacking.Bytes, lacking.Free.Volumes);

        var tightest = needs.All.MinBy(need => need.Free.Volumes - need.Bytes)!;
        return new StepOutcome.Done(
            $"copies need {Sizes.Of(copies)} of {Sizes.Of(tightest.Free.Copies)} free, trial databases {Sizes.Of(trials)} and a rollback {Sizes.Of(moves)} of {Sizes.Of(tightest.Free.Volumes)}");
    }

    private static IEnumerable<string> Archived(StepContext context) => context.Plan.Steps.OfType<BackUpVolumes>().SelectMany(backup => backup.Stores).Select(store => store.Text);

    // What changed until the stop becomes part of an archive that is written beside the one from before it, one store after the other.
    private static long Merged(StepContext context, Dictionary<string, long> sizes) => context.Plan.Steps.OfType<BackUpVolumes>()
        .Where(backup => BackUpVolumesHandler.IsReadEarly(backup, context.Plan)).SelectMany(backup => backup.Stores).Select(store => sizes.GetValueOrDefault(store.Text)).DefaultIfEmpty().Max();

    // One trial for each restore: two of one store stand side by side.
    private static IEnumerable<string> Restored(StepContext context) => context.Plan.Steps.OfType<RestoreDatabase>()
        .Select(restore => context.Plan.Steps.OfType<DumpDatabase>().FirstOrDefault(dump => dump.As.Text == restore.Copy.Text)?.Store.Text).OfType<string>();

    private static long Sum(IEnumerable<string> stores, Dictionary<string, long> sizes) => stores.Sum(store => sizes.GetValueOrDefault(store));

    private async Task<Measured> MeasureAsync(ToolImage image, StepContext context, CancellationToken cancellationToken)
    {
        var sizes = new Measured([], []);
        foreach (var name in context.Plan.Steps.OfType<DumpDatabase>().Select(dump => dump.Store.Text).Distinct(StringComparer.Ordinal))
        {
            var store = context.Application.Stores[name];
            var server = await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken);
            sizes.Databases[name] = await _probes.Of(store).MeasureAsync(server.Name, cancellationToken);
        }

        foreach (var name in Archived(context).Concat(Retired(context)).Distinct(StringComparer.Ordinal))
        {
            if (context.Before.Store(name).Volume is { } volume)
                sizes.Volumes[name] = await _shell.MeasureAsync(volume, image, cancellationToken);
        }

        return sizes;
    }

    private static IEnumerable<string> Retired(StepContext context) => context.Plan.Steps.OfType<RetireVolume>().Select(retire => retire.Store.Text);

    // A rollback restores a copy beside what the newer version wrote, which is kept; a database that was not put aside comes from its dump, in the place of the trial that is gone by then.
    // Data that cannot be renamed is put aside by a copy as well.
    private static async Task<long> MovedAsync(string store, long trial, SpaceNeeds needs, StepContext context, Measured sizes, CancellationToken cancellationToken)
    {
        var archived = context.IsHop && Archived(context).Contains(store, StringComparer.Ordinal) ? sizes.Volumes.GetValueOrDefault(store) : 0;
        var dumped = sizes.Databases.GetValueOrDefault(store);
        var retired = Retired(context).Count(name => name == store);
        var copied = retired == 0 && dumped == 0 || await needs.MovesByRenameAsync(context.Before.Store(store).Volume!, cancellationToken) ? 0 : 1;
        return retired > 0 ? archived + (copied * retired * (sizes.Volumes.GetValueOrDefault(store) + dumped))
            : context.IsHop ? archived + Math.Max(0, ((1 + copied) * dumped) - trial)
            : archived;
    }

    private static StepOutcome.Failed Lacking(string where, long needed, long free) =>
        new($"Not enough space {where}: {Sizes.Of(needed)} needed, {Sizes.Of(free)} free", "Free space there, or keep copies elsewhere with --state");

    private sealed record Measured(Dictionary<string, long> Databases, Dictionary<string, long> Volumes);
}
