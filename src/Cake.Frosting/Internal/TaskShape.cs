using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>What a task's class says about it: names, dependencies, and which of the base class's methods it overrides.</summary>
internal sealed class TaskShape(Type type)
{
    private readonly Type _base = FindBase(type)
        ?? throw new FrostingException($"Task '{NameOf(type)}' implements 'IFrostingTask' by itself; derive its class from 'FrostingTask' or 'AsyncFrostingTask'.");

    public string Name => NameOf(type);

    public string? Description => type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public bool ContinuesOnError => type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);

    public IEnumerable<string> Dependencies => type.GetCustomAttributes<IsDependentOnAttribute>().Select(one => NameOfTask("dependency", one.Task));

    public IEnumerable<string> Dependees => type.GetCustomAttributes<IsDependeeOfAttribute>().Select(one => NameOfTask("reverse dependency", one.Task));

    /// <summary>The context that the task needs.</summary>
    public Type ContextType => _base.GenericTypeArguments[0];

    /// <summary>Whether the class says so itself, and not a class between it and the base of all tasks.</summary>
    public bool NamesContext => type.BaseType == _base;

    /// <summary>Whether the class does its own of a method of the base.</summary>
    public bool Overrides(string method) =>
        type.GetMethods().Any(own => own.Name == method && own.DeclaringType != _base && own.GetBaseDefinition().DeclaringType == _base);

    public bool HasWork => Overrides(nameof(FrostingTask.Run)) || Overrides(nameof(IFrostingTask.RunAsync));

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static string NameOfTask(string role, Type task) => task.IsAssignableTo(typeof(IFrostingTask))
        ? NameOf(task)
        : throw new FrostingException($"The {role} '{NameOf(task)}' is not a valid task.");

    private static Type? FindBase(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsConstructedGenericType && ancestor.GetGenericTypeDefinition() is var open
                && (open == typeof(FrostingTask<>) || open == typeof(AsyncFrostingTask<>)))
                return ancestor;
        }

        return null;
    }
}
