using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Outputs;

/// <summary>Something that a call tells the CI job that it is part of, for the steps behind it.</summary>
/// <param name="Name">Its name: <c>outage-seconds</c>.</param>
/// <param name="Summary">What its value is.</param>
public sealed record Output(string Name, string Summary)
{
    /// <summary>The targets that tell it. Every target does where neither they nor roles are named.</summary>
    public IReadOnlyList<string> ToldBy { get; init; } = [];

    /// <summary>The roles whose targets tell it.</summary>
    public IReadOnlyList<TargetRole> ToldByRoles { get; init; } = [];

    /// <summary>Whether a target tells it.</summary>
    public bool IsToldBy(string target, TargetRole role) =>
        ToldBy.Count == 0 && ToldByRoles.Count == 0 || ToldByRoles.Contains(role) || ToldBy.Contains(target, StringComparer.OrdinalIgnoreCase);
}
