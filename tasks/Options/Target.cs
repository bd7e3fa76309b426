namespace Hopguard.Tasks.Options;

/// <summary>A target as the help shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Group">The heading that it stands under.</param>
/// <param name="Role">What it does with a deployment.</param>
public sealed record Target(string Name, string Description, string Group, TargetRole Role = TargetRole.None)
{
    /// <summary>Whether it is a plan: what the target of an application depends on, by the plan's id.</summary>
    public bool IsPlan { get; init; }

    /// <summary>Whether it is a single step of a plan.</summary>
    public bool IsStep => Name.Contains('/', StringComparison.Ordinal);

    /// <summary>The targets that read an option of which not every target does: those it names, then those of its roles. A part of the work goes without saying.</summary>
    public static IEnumerable<string> Readers(Option option, IReadOnlyList<Target> targets) => option.IsReadByAny
        ? targets.Where(target => target.Role != TargetRole.Part && option.IsReadBy(target.Name, target.Role)).Select(target => target.Name)
        : option.ReadBy.Concat(option.ReadByRoles.Where(role => role != TargetRole.Part).SelectMany(role => targets.Where(target => target.Role == role)).Select(target => target.Name));
}
