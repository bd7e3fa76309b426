using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>What a run needs beside the stores of a deployment, added up for each file system that they lie on: the engine's folder of volumes, and folders of the host.</summary>
internal sealed class SpaceNeeds(IContainerEngine engine, ToolImage image, StepContext context)
{
    private const string Engine = "where the engine keeps its volumes";
    private readonly VolumeShell _shell = new(engine);
    private readonly MadeVolumes _made = new(engine);
    private readonly Dictionary<string, FreeSpace> _free = new(StringComparer.Ordinal);
    private readonly List<SpaceNeed> _needs = [];

    /// <summary>The needs, one for each file system.</summary>
    public IReadOnlyList<SpaceNeed> All => _needs;

    /// <summary>Adds bytes that will be written beside what holds a store.</summary>
    public async Task AddAsync(string place, long bytes, CancellationToken cancellationToken)
    {
        var beside = await _made.FindPlaceAsync(place, context, cancellationToken);
        await AddAsync(beside, ContainerMount.IsFolder(beside) ? $"beside the stores, in '{beside}'" : Engine, bytes, cancellationToken);
    }

    /// <summary>Adds bytes that will be written into a volume of the engine that stands beside no store's.</summary>
    public async Task AddToEngineAsync(long bytes, CancellationToken cancellationToken) => await AddAsync((await engine.DescribeAsync(cancellationToken)).RootFolder, Engine, bytes, cancellationToken);

    private async Task AddAsync(string beside, string where, long bytes, CancellationToken cancellationToken)
    {
        var free = await FreeAsync(beside, cancellationToken);
        var known = _needs.FindIndex(need => need.Free.FileSystem == free.FileSystem);
        if (known >= 0)
            _needs[known] = _needs[known] with { Bytes = _needs[known].Bytes + bytes };
        else
            _needs.Add(new SpaceNeed(where, bytes, free));
    }

    /// <summary>Whether data is put aside by renaming its folder, which takes no space.</summary>
    public async Task<bool> MovesByRenameAsync(string place, CancellationToken cancellationToken)
    {
        if (!FolderRename.IsPlain(await engine.FindVolumeAsync(place, cancellationToken)))
            return false;

        var beside = await _made.FindPlaceAsync(place, context, cancellationToken);
        return beside == place || (await FreeAsync(place, cancellationToken)).FileSystem == (await FreeAsync(beside, cancellationToken)).FileSystem;
    }

    /// <summary>A refusal to bring back a copy where something needed is not free; null where all is.</summary>
    public StepOutcome.Failed? RefuseBringingBack(string copy) => _needs.Find(need => need.Bytes > need.Free.Volumes) is not { } lacking ? null : new StepOutcome.Failed(
        $"Not enough space {lacking.Where} to bring back copy '{copy}': {Sizes.Of(lacking.Bytes)} needed, {Sizes.Of(lacking.Free.Volumes)} free", "Free space there, then roll back again");

    // Plain volumes lie in one folder, so that one look is enough for all of them.
    private async Task<FreeSpace> FreeAsync(string place, CancellationToken cancellationToken)
    {
        var key = !ContainerMount.IsFolder(place) && await engine.FindVolumeAsync(place, cancellationToken) is { Driver: "local", Options.Count: 0 } ? string.Empty : place;
        return _free.TryGetValue(key, out var known) ? known : _free[key] = await _shell.FreeSpaceAsync(place, context.Folder.Path, image, cancellationToken);
    }
}

/// <summary>What is needed on one file system.</summary>
/// <param name="Where">Which one, for people.</param>
/// <param name="Bytes">Bytes needed.</param>
/// <param name="Free">What is free there.</param>
internal sealed record SpaceNeed(string Where, long Bytes, FreeSpace Free);
