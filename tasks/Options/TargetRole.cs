namespace Hopguard.Tasks.Options;

/// <summary>What a target does with a deployment: options are read by all targets of a role, whatever the application is called.</summary>
public enum TargetRole
{
    /// <summary>Nothing: it is about plans, or about the program itself.</summary>
    None,

    /// <summary>A part of the work: a single plan or step.</summary>
    Part,

    /// <summary>Looks at it.</summary>
    Status,

    /// <summary>Leads it to another version.</summary>
    Upgrade,

    /// <summary>Changes what is below its version, and keeps that.</summary>
    Base,

    /// <summary>Puts the version before back.</summary>
    Rollback,

    /// <summary>Does something that keeps its version, such as a backup.</summary>
    Procedure,

    /// <summary>Brings a backup back into it.</summary>
    Restore,
}

/// <summary>Says what the targets of a class do with a deployment.</summary>
/// <param name="role">What they do.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TargetRoleAttribute(TargetRole role) : Attribute
{
    /// <summary>What they do.</summary>
    public TargetRole Role => role;
}
