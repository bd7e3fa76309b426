namespace Hopguard.Plans.Model;

/// <summary>What a plan for many pairs of versions has in place of one pair. Judged and run is what the reader makes of it for a pair.</summary>
/// <param name="From">The versions that it starts from.</param>
/// <param name="To">The versions that it leads to.</param>
public sealed record PlanRange(VersionRange From, VersionRange To)
{
    /// <summary>What it changes below the versions, which stay; null where it leads from one version to another.</summary>
    public BaseRange? Base { get; init; }

    /// <summary>Its steps as they are written: what they mean is known for a pair.</summary>
    internal WrittenSteps? Steps { get; init; }

    /// <summary>Whether the settings that it requires are those of the target, whichever that is.</summary>
    internal bool RequiresSettingsOfTarget { get; init; }
}

/// <summary>Steps that only the reader of plans understands.</summary>
internal abstract class WrittenSteps;
