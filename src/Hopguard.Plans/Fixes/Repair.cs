using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>One change of a plan's text.</summary>
public abstract record Repair
{
    /// <summary>What is done, for people.</summary>
    public abstract Message What { get; }

    /// <summary>
    /// Whether the plan afterwards does all that it did before, in another order or with more checks and copies. One that takes a step away or changes what is
    /// destroyed is not.
    /// </summary>
    public abstract bool IsSafe { get; }

    /// <summary>How much of the plan changes: of two ways the smaller one is better.</summary>
    internal abstract int Cost { get; }

    /// <summary>The text afterwards.</summary>
    internal abstract string Apply(Draft draft);
}
