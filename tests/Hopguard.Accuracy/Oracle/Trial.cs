namespace Hopguard.Accuracy.Oracle;

/// <summary>A copy restored side by side, on a server of its own.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="Store">The store that the copy was taken of.</param>
/// <param name="Content">What it holds.</param>
public sealed record Trial(string Copy, string Store, Content Content);
