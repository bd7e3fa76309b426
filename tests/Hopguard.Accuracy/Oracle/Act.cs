namespace Hopguard.Accuracy.Oracle;

/// <summary>One indivisible part of a step: a kill comes before it or after it. Done again after a kill, it finds what it did and leaves it alone.</summary>
/// <param name="world">The world before.</param>
public delegate World Act(World world);
