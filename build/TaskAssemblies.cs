using System.Reflection;
using Hopguard.Tasks;

namespace Hopguard.Build;

/// <summary>Where the targets of this host come from.</summary>
public static class TaskAssemblies
{
    /// <summary>The tasks of developers; none where the host was built without them.</summary>
    public static IReadOnlyList<Assembly> OfDevelopers { get; } =
    [
#if DEVELOPER_TASKS
        typeof(DevTasks.Test.TestTask).Assembly,
#endif
    ];

    /// <summary>The tasks of operators, and those of developers.</summary>
    public static IReadOnlyList<Assembly> All { get; } = [typeof(HopguardContext).Assembly, .. OfDevelopers];
}
