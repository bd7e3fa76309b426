using System.Globalization;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Measures what will be copied and compares it with the space there is, before anything is stopped.</summary>
public sealed class CheckSpaceHandler(IContainerEngine engine, IEnumerable<IStoreProbe> probes) : StepHandler<CheckSpace>
{
    private readonly VolumeShell _shell = new(engine);
    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(CheckSpace step, StepContext context, CancellationToken cancellationToken)
    {
        var image = HelperImage.For(context);
        var databases = await DatabasesAsync(context, cancellationToken);
        var copies = (long)((databases + await VolumesAsync(context, image, cancellationToken)) * step.Backup);
        var trials = (long)(databases * step.Database);
        var anyVolume = context.Before.Stores.Values.Select(store => store.Volume).OfType<string>().First();
        var free = await _shell.FreeSpaceAsync(anyVolume, context.Folder.Path, image, cancellationToken);
        if (copies + (free.IsShared ? trials : 0) > free.Copies)
            return Lacking($"where copies go ('{context.Folder.Path}')", copies + (free.IsShared ? trials : 0), free.Copies);

        return trials > free.Volumes
            ? Lacking("where the engine keeps its volumes", trials, free.Volumes)
            : new StepOutcome.Done($"copies need {Size(copies)} of {Size(free.Copies)} free, the trial database {Size(trials)} of {Size(free.Volumes)}");
    }

    private async Task<long> DatabasesAsync(StepContext context, CancellationToken cancellationToken)
    {
        long bytes = 0;
        foreach (var name in context.Plan.Steps.OfType<DumpDatabase>().Select(dump => dump.Store.Text).Distinct(StringComparer.Ordinal))
        {
            var store = context.Application.Stores[name];
            bytes += await _probes.Of(store).MeasureAsync(context.Before.Store(name).Container, cancellationToken);
        }

        return bytes;
    }

    private async Task<long> VolumesAsync(StepContext context, string image, CancellationToken cancellationToken)
    {
        long bytes = 0;
        foreach (var name in context.Plan.Steps.OfType<BackUpVolumes>().SelectMany(backup => backup.Stores).Select(store => store.Text).Distinct(StringComparer.Ordinal))
        {
            if (context.Before.Store(name).Volume is { } volume)
                bytes += await _shell.MeasureAsync(volume, image, cancellationToken);
        }

        return bytes;
    }

    private static StepOutcome.Failed Lacking(string where, long needed, long free) =>
        new($"Not enough space {where}: {Size(needed)} needed, {Size(free)} free", "Free space there, or keep copies elsewhere with --state");

    private static string Size(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 1000 && unit < units.Length - 1; unit++)
            value /= 1000;

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[unit]}");
    }
}
