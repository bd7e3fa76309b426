using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Volumes;

/// <summary>What volumes hold, for steps that do not know how the engine keeps them.</summary>
public interface IVolumeContents
{
    /// <summary>Moves what a volume holds into another, empty one. Killed at any instant, the same call completes it.</summary>
    /// <exception cref="HopguardException">A running container uses one of them, or the target is not empty.</exception>
    Task MoveAsync(string source, string target, StepContext context, CancellationToken cancellationToken);

    /// <summary>Whether both hold something that did not come from the other by a move: somebody filled one of them anew. A move that was cut off is repaired first.</summary>
    Task<bool> AreBothFilledAsync(string source, string target, StepContext context, CancellationToken cancellationToken);

    /// <summary>Refuses to bring back a copy where there is no room to make a volume's content anew beside what it holds now, which counts as as large; null where there is.</summary>
    Task<StepOutcome.Failed?> RefuseLackOfSpaceAsync(string volume, string copy, StepContext context, CancellationToken cancellationToken);
}
