namespace Hopguard.Analyzers;

/// <summary>Names of the generator's pipeline steps, by which tests ask what was cached.</summary>
public static class TrackingNames
{
    /// <summary>Additional files that are plans.</summary>
    public const string PlanFiles = nameof(PlanFiles);

    /// <summary>Files, read.</summary>
    public const string Files = nameof(Files);

    /// <summary>Plans without places.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>Applications.</summary>
    public const string Applications = nameof(Applications);

    /// <summary>Targets of applications, as far as they belong to no plan of their own.</summary>
    public const string Targets = nameof(Targets);

    /// <summary>Whether the compilation has what tasks derive from.</summary>
    public const string HasTasks = nameof(HasTasks);
}
