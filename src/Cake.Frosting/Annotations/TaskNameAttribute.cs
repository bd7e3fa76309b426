namespace Cake.Frosting;

/// <summary>Gives a task a name other than that of its class.</summary>
/// <param name="name">The name that <c>--target</c> and other tasks know it by.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name that <c>--target</c> and other tasks know it by.</summary>
    public string Name { get; } = name;
}
