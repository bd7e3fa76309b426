namespace Cake.Frosting;

/// <summary>Says what a task is for; shown by <c>--description</c>.</summary>
/// <param name="description">One sentence.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>One sentence.</summary>
    public string Description { get; } = description;
}
