using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Moves the content of a volume into another, empty one, because the engine cannot rename a volume: by renames inside the engine's volume folder where both
/// are plain local volumes of one file system, else by a verified copy. Killed at any instant, the same call completes it and <see cref="MoveBackAsync"/> reverses it.
/// </summary>
public sealed class VolumeMover
{
    private readonly DockerEngine _engine;
    private readonly FolderRename _rename;
    private readonly VolumeCopyMove _copy;
    private readonly VolumeShell _shell;

    /// <summary>Moves on an engine that has both volumes.</summary>
    public VolumeMover(DockerEngine engine)
        : this(engine, engine)
    {
    }

    /// <summary>Moves with helper containers that somebody watches.</summary>
    internal VolumeMover(DockerEngine engine, IContainerEngine helpers) =>
        (_engine, _rename, _copy, _shell) = (engine, new FolderRename(helpers), new VolumeCopyMove(engine, helpers), new VolumeShell(helpers));

    /// <summary>Moves; done already is no error.</summary>
    /// <param name="source">The volume emptied.</param>
    /// <param name="target">The volume that receives; must be empty, unless it holds what an earlier, killed move put there.</param>
    /// <param name="image">What helper containers are made from; has a POSIX shell.</param>
    /// <param name="memory">Where a copy remembers how far it is.</param>
    /// <param name="cancellationToken">Stops between two safe states.</param>
    /// <exception cref="HopguardException">A running container uses one of the volumes, the target is not empty, or the copy differs.</exception>
    public async Task MoveAsync(string source, string target, ToolImage image, StepMemory memory, CancellationToken cancellationToken)
    {
        var pair = await OpenAsync(source, target, image, cancellationToken);

        // A move that began as a copy must end as one, whatever the volumes look like by now.
        if (VolumeCopyMove.HasBegun(pair, memory) || await _rename.MoveAsync(pair, cancellationToken) is not { } state)
            await _copy.MoveAsync(pair, memory, cancellationToken);
        else if (await RepairAsync(pair, state, cancellationToken) == VolumeMoveState.NotMoved)
            RequireMoved(pair, await _rename.MoveAsync(pair, cancellationToken));
    }

    /// <summary>Reverses a move, from whatever point it or an earlier reversal was cut off at; not moved at all is no error.</summary>
    /// <inheritdoc cref="MoveAsync" />
    public async Task MoveBackAsync(string source, string target, ToolImage image, StepMemory memory, CancellationToken cancellationToken)
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
    public async Task<VolumeMoveState> StateAsync(string source, string target, ToolImage image, StepMemory memory, CancellationToken cancellationToken)
    {
        var pair = await FindAsync(source, target, image, cancellationToken);
        return await FindStateAsync(pair, memory, cancellationToken) ?? await _copy.StateAsync(pair, memory, cancellationToken);
    }

    /// <summary>Whether somebody filled the source of a move anew, so that its content cannot come back before that is put aside. A move that was cut off is repaired first.</summary>
    /// <inheritdoc cref="MoveAsync" />
    public async Task<bool> IsSourceTakenAsync(string source, string target, ToolImage image, StepMemory memory, CancellationToken cancellationToken)
    {
        var pair = await FindAsync(source, target, image, cancellationToken);
        if (await FindStateAsync(pair, memory, cancellationToken) is { } state)
            return (state == VolumeMoveState.Half ? await _rename.RepairAsync(pair, cancellationToken) : state) == VolumeMoveState.BothHold;

        // A copy goes by what it remembers: after its end it does not look into the source again.
        return await _copy.StateAsync(pair, memory, cancellationToken) is var copied && (copied == VolumeMoveState.BothHold
            || (copied == VolumeMoveState.Moved && !await _shell.IsEmptyAsync(source, image, cancellationToken)));
    }

    private async Task<VolumeMoveState?> FindStateAsync(VolumePair pair, StepMemory memory, CancellationToken cancellationToken) =>
        VolumeCopyMove.HasBegun(pair, memory) ? null : await _rename.FindStateAsync(pair, cancellationToken);

    private async Task<VolumeMoveState> RepairAsync(VolumePair pair, VolumeMoveState state, CancellationToken cancellationToken)
    {
        var repaired = state == VolumeMoveState.Half ? await _rename.RepairAsync(pair, cancellationToken) : state;
        return repaired == VolumeMoveState.BothHold ? throw BothHold(pair) : repaired;
    }

    private static void RequireMoved(VolumePair pair, VolumeMoveState? state)
    {
        if (state != VolumeMoveState.Moved)
            throw new HopguardException($"Volume '{pair.Source.Name}' was not moved into '{pair.Target.Name}': its state is {state}", "Run the same command again");
    }

    private async Task<VolumePair> OpenAsync(string source, string target, ToolImage image, CancellationToken cancellationToken)
    {
        var pair = await FindAsync(source, target, image, cancellationToken);
        foreach (var volume in new[] { source, target })
        {
            if (await _engine.FindUsersAsync(volume, cancellationToken) is { } users)
                throw new HopguardException($"Volume '{volume}' is in use by {users}", $"Stop what uses volume '{volume}': {users}") { AfterRollback = VolumeUsers.AfterRollback(users) };
        }

        return pair;
    }

    private async Task<VolumePair> FindAsync(string source, string target, ToolImage image, CancellationToken cancellationToken) => new(
        await _engine.FindVolumeAsync(source, cancellationToken) ?? throw new HopguardException($"Volume '{source}' does not exist"),
        await _engine.FindVolumeAsync(target, cancellationToken) ?? throw new HopguardException($"Volume '{target}' does not exist"),
        image);

    private static HopguardException BothHold(VolumePair pair) => new(
        $"Volume '{pair.Target.Name}' is not empty, so the content of '{pair.Source.Name}' cannot be moved into it", "Look at what both hold before anything else is done");
}

/// <summary>The two volumes of a move, and the image of its helper containers.</summary>
internal sealed record VolumePair(VolumeState Source, VolumeState Target, ToolImage Image)
{
    public VolumePair Reversed => new(Target, Source, Image);
}
