using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Moves the content of a volume into another, empty one, because the engine cannot rename a volume: by renames inside the engine's volume folder where both
/// are plain local volumes of one file system, else by a verified copy. Killed at any instant, the same call completes it and <see cref="MoveBackAsync"/> reverses it.
/// </summary>
/// <param name="engine">The engine that has both volumes.</param>
public sealed class VolumeMover(DockerEngine engine)
{
    private readonly FolderRename _rename = new(engine);
    private readonly VolumeCopyMove _copy = new(engine);

    /// <summary>Moves; done already is no error.</summary>
    /// <param name="source">The volume emptied.</param>
    /// <param name="target">The volume that receives; must be empty, unless it holds what an earlier, killed move put there.</param>
    /// <param name="image">An image that the engine has, with a POSIX shell.</param>
    /// <param name="memory">Where a copy remembers how far it is.</param>
    /// <param name="cancellationToken">Stops between two safe states.</param>
    /// <exception cref="HopguardException">A running container uses one of the volumes, the target is not empty, or the copy differs.</exception>
    public async Task MoveAsync(string source, string target, string image, StepMemory memory, CancellationToken cancellationToken)
    {
        var pair = await OpenAsync(source, target, image, cancellationToken);
        if (await FindStateAsync(pair, memory, cancellationToken) is not { } state)
        {
            await _copy.MoveAsync(pair, memory, cancellationToken);
            return;
        }

        if (await RepairAsync(pair, state, cancellationToken) == VolumeMoveState.NotMoved)
            RequireMoved(pair, await _rename.MoveAsync(pair, cancellationToken));
    }

    /// <summary>Reverses a move, from whatever point it or an earlier reversal was cut off at; not moved at all is no error.</summary>
    /// <inheritdoc cref="MoveAsync" />
    public async Task MoveBackAsync(string source, string target, string image, StepMemory memory, CancellationToken cancellationToken)
    {
        var pair = await OpenAsync(source, target, image, cancellationToken);
        if (await FindStateAsync(pair, memory, cancellationToken) is not { } state)
        {
            await _copy.MoveBackAsync(pair, memory, cancellationToken);
            return;
        }

        if (await RepairAsync(pair, state, cancellationToken) == VolumeMoveState.Moved)
            RequireMoved(pair.Reversed, await _rename.MoveAsync(pair.Reversed, cancellationToken));
    }

    /// <summary>How far a move is, by what the volumes hold; nothing is changed.</summary>
    /// <inheritdoc cref="MoveAsync" />
    public async Task<VolumeMoveState> StateAsync(string source, string target, string image, StepMemory memory, CancellationToken cancellationToken)
    {
        var pair = await FindAsync(source, target, image, cancellationToken);
        return await FindStateAsync(pair, memory, cancellationToken) ?? await _copy.StateAsync(pair, memory, cancellationToken);
    }

    // A move that began as a copy must end as one, whatever the volumes look like by now.
    private async Task<VolumeMoveState?> FindStateAsync(VolumePair pair, StepMemory memory, CancellationToken cancellationToken) =>
        VolumeCopyMove.HasBegun(pair, memory) ? null : await _rename.FindStateAsync(pair, cancellationToken);

    private async Task<VolumeMoveState> RepairAsync(VolumePair pair, VolumeMoveState state, CancellationToken cancellationToken)
    {
        var repaired = state == VolumeMoveState.Half ? await _rename.RepairAsync(pair, cancellationToken) : state;
        return repaired == VolumeMoveState.BothHold ? throw BothHold(pair) : repaired;
    }

    private static void RequireMoved(VolumePair pair, VolumeMoveState state)
    {
        if (state != VolumeMoveState.Moved)
            throw new HopguardException($"Volume '{pair.Source.Name}' was not moved into '{pair.Target.Name}': its state is {state}", "Run the same command again");
    }

    private async Task<VolumePair> OpenAsync(string source, string target, string image, CancellationToken cancellationToken)
    {
        var pair = await FindAsync(source, target, image, cancellationToken);
        foreach (var volume in new[] { source, target })
        {
            var users = (await engine.ListContainersMountingAsync(volume, cancellationToken)).Where(container => container.IsAlive).Select(container => container.Name).ToList();
            if (users.Count > 0)
                throw new HopguardException($"Volume '{volume}' is in use by {string.Join(", ", users)}", "Stop them first");
        }

        return pair;
    }

    private async Task<VolumePair> FindAsync(string source, string target, string image, CancellationToken cancellationToken) => new(
        await engine.FindVolumeAsync(source, cancellationToken) ?? throw new HopguardException($"Volume '{source}' does not exist"),
        await engine.FindVolumeAsync(target, cancellationToken) ?? throw new HopguardException($"Volume '{target}' does not exist"),
        image);

    private static HopguardException BothHold(VolumePair pair) => new(
        $"Volume '{pair.Target.Name}' is not empty, so the content of '{pair.Source.Name}' cannot be moved into it", "Look at what both hold before anything else is done");
}

/// <summary>The two volumes of a move, and the image of its helper containers.</summary>
internal sealed record VolumePair(VolumeState Source, VolumeState Target, string Image)
{
    public VolumePair Reversed => new(Target, Source, Image);
}
