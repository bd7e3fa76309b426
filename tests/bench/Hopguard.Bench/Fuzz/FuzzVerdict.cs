namespace Hopguard.Bench.Fuzz;

/// <summary>How an input was answered.</summary>
/// <param name="Problem">What is wrong with the answer; null when it is sound.</param>
/// <param name="WasRead">Whether plan and application could be read in spite of the damage, so that what they mean was judged too.</param>
internal sealed record FuzzVerdict(string? Problem, bool WasRead);
