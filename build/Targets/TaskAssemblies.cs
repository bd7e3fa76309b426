using System.Reflection;
using Hopguard.Tasks;

namespace Hopguard.Build.Targets;

/// <summary>Where the targets of this host come from.</summary>
public static class TaskAssemblies
{
    /// <summary>The tasks of operators, and those of developers unless the host was built without them.</summary>
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(HopguardContext).Assembly,
#if DEVELOPER_TASKS
        typeof(DevTasks.Test.TestTask).Assembly,
#endif
    ];
}
