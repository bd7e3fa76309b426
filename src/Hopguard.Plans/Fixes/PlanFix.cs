using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>What can be done about the findings of a plan.</summary>
/// <param name="Text">The plan's text afterwards; the text as it was where nothing was found that helps.</param>
/// <param name="Repairs">The changes, in the order in which they were made.</param>
/// <param name="Remaining">What is still wrong afterwards, warnings included.</param>
public sealed record PlanFix(string Text, ImmutableArray<Repair> Repairs, ImmutableArray<Finding> Remaining)
{
    /// <summary>Why the text could not be worked on at all; null where it could.</summary>
    public Message? Obstacle { get; init; }

    /// <summary>What was not tried before the search reached its limit; null where everything was.</summary>
    public Message? Untried { get; init; }

    /// <summary>Whether unsafe changes make a difference: where they are allowed, they were tried.</summary>
    public bool WantsUnsafe { get; init; }

    /// <summary>Whether anything changes.</summary>
    public bool Changes => !Repairs.IsEmpty;

    /// <summary>Whether no error remains.</summary>
    public bool IsComplete => Remaining.All(finding => finding.Severity < Severity.Error);

    /// <summary>Whether every change leaves the plan doing what it did.</summary>
    public bool IsSafe => Repairs.All(repair => repair.IsSafe);
}
