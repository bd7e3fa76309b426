using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>A volume that holds nothing any more, since its content was moved. It is removed where the engine lets it go, which decides nothing: somebody's stopped container may mount it.</summary>
internal static class EmptiedVolume
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
            context.Log($"Volume '{volume}' is empty and stays: {trouble.Message}");
            context.Memory.Keeps(kept, volume);
            return false;
        }
    }
}
