using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Routes;

/// <summary>The chain of hops from the installed version to the wanted one, or why there is none.</summary>
public abstract record Route
{
    /// <summary>Hops in the order in which they are run; none when the wanted version is installed.</summary>
    /// <param name="Hops">Each begins where the one before ends.</param>
    public sealed record Found(ImmutableArray<Plan> Hops) : Route;

    /// <summary>No chain of hops leads there.</summary>
    /// <param name="What">The fact, in one sentence without a full stop.</param>
    /// <param name="Remedy">What to do about it.</param>
    public sealed record Refused(Message What, Message Remedy) : Route;
}
