using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>What volumes of a Docker engine hold.</summary>
public sealed class VolumeContents(DockerEngine engine) : IVolumeContents
{
    private readonly VolumeMover _mover = new(engine);
    private readonly VolumeShell _shell = new(engine);

    /// <inheritdoc />
    public Task MoveAsync(string source, string target, StepContext context, CancellationToken cancellationToken) =>
        _mover.MoveAsync(source, target, ToolImage.For(context), context.Memory, cancellationToken);

    /// <inheritdoc />
    public Task<bool> AreBothFilledAsync(string source, string target, StepContext context, CancellationToken cancellationToken) =>
        _mover.IsSourceTakenAsync(source, target, ToolImage.For(context), context.Memory, cancellationToken);

    /// <inheritdoc />
    public async Task<StepOutcome.Failed?> RefuseLackOfSpaceAsync(string volume, string copy, StepContext context, CancellationToken cancellationToken)
    {
        var image = ToolImage.For(context);
        var needs = new SpaceNeeds(engine, image, context);
        var size = await _shell.MeasureAsync(volume, image, cancellationToken);
        await needs.AddAsync(volume, await needs.MovesByRenameAsync(volume, cancellationToken) ? size : 2 * size, cancellationToken);
        return needs.RefuseBringingBack(copy);
    }
}
