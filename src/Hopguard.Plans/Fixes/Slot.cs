namespace Hopguard.Plans.Fixes;

/// <summary>A place among the steps of a plan.</summary>
/// <param name="Step">The number of a step, from 0.</param>
/// <param name="IsBehind">Whether the place is behind it, and not before it.</param>
internal readonly record struct Slot(int Step, bool IsBehind)
{
    /// <summary>How many steps stand before the place.</summary>
    public int Index => IsBehind ? Step + 1 : Step;
}
