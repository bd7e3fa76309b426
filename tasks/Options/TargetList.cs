using System.ComponentModel;
using System.Reflection;
using Cake.Frosting;

namespace Hopguard.Tasks.Options;

/// <summary>Finds the targets that there are, without making their tasks.</summary>
public static class TargetList
{
    private const string NoGroup = "Other";

    /// <summary>The targets of these assemblies, by group and name. The group is the task's <see cref="CategoryAttribute"/>.</summary>
    public static IReadOnlyList<Target> Of(IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            .Select(Describe)
            .OrderBy(target => target.Group, StringComparer.Ordinal)
            .ThenBy(target => target.Name, StringComparer.Ordinal),
    ];

    private static Target Describe(Type task) => new(
        task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name,
        task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty,
        task.GetCustomAttribute<CategoryAttribute>()?.Category ?? NoGroup,
        task.GetCustomAttribute<TargetRoleAttribute>()?.Role ?? (task.IsSubclassOf(typeof(PlanTask)) || task.IsSubclassOf(typeof(PlanStepTask)) ? TargetRole.Part : TargetRole.None))
    {
        IsPlan = task.IsSubclassOf(typeof(PlanTask)),
    };
}
