using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>The exceptions that a plan writes down, and what is wrong with the comments that ought to be some.</summary>
/// <param name="All">The exceptions, in the order of the file.</param>
/// <param name="Faults">Comments that begin like one and are none.</param>
public sealed record PlanExceptions(ImmutableArray<PlanException> All, ImmutableArray<Finding> Faults)
{
    /// <summary>A plan without any.</summary>
    public static PlanExceptions None { get; } = new([], []);
}
