namespace Hopguard.Build.Targets;

/// <summary>A target as the help shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Group">The heading that it stands under.</param>
public sealed record Target(string Name, string Description, string Group)
{
    /// <summary>Whether it is a single step of a plan.</summary>
    public bool IsStep => Name.Contains('/', StringComparison.Ordinal);
}
