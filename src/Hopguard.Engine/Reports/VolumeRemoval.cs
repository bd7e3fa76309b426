using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Reports;

/// <summary>
/// Removes a volume that nothing needs any more: its content was moved, or can be restored again. That decides nothing, since somebody's stopped container may mount it: where the engine
/// does not let it go it stays, and the report names it.
/// </summary>
public static class VolumeRemoval
{
    /// <summary>Removes it, or logs why not and tells the report that it is kept.</summary>
    /// <param name="engine">The engine that has it.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="kept">What the report calls it where it stays.</param>
    /// <param name="context">The step's.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether it is gone.</returns>
    public static async Task<bool> TryRemoveAsync(IContainerEngine engine, string volume, string kept, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            await engine.RemoveVolumeAsync(volume, cancellationToken);
            context.Memory.Keeps(kept, string.Empty);
            return true;
        }
        catch (HopguardException trouble) when (!cancellationToken.IsCancellationRequested)
        {
            context.Log($"Volume '{volume}' is not needed any more and stays: {trouble.Message}");
            context.Memory.Keeps(kept, volume);
            return false;
        }
    }
}
