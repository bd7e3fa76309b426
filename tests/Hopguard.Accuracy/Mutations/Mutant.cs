namespace Hopguard.Accuracy.Mutations;

/// <summary>A plan that was bent.</summary>
/// <param name="What">What was done to it.</param>
/// <param name="Text">What came out.</param>
public sealed record Mutant(string What, PlanText Text);
