namespace Hopguard.Tasks.Options;

/// <summary>What a target does with a deployment: options are read by all targets of a role, whatever the application is called.</summary>
public enum TargetRole
{
    /// <summary>Something else, or a part of the work: a single plan or step.</summary>
    None,

    /// <summary>Looks at it.</summary>
    Status,

    /// <summary>Leads it to another version.</summary>
    Upgrade,

    /// <summary>Puts the version before back.</summary>
    Rollback,

    /// <summary>Does something that keeps its version, such as a backup.</summary>
    Procedure,
}

/// <summary>Says what the targets of a class do with a deployment.</summary>
/// <param name="role">What they do.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TargetRoleAttribute(TargetRole role) : Attribute
{
    /// <summary>What they do.</summary>
    public TargetRole Role => role;
}
