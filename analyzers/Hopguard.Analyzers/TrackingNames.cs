namespace Hopguard.Analyzers;

/// <summary>Names of the generator's pipeline steps, by which tests ask what was cached.</summary>
public static class TrackingNames
{
    /// <summary>Additional files that are plans.</summary>
    public const string PlanFiles = nameof(PlanFiles);

    /// <summary>Files, read.</summary>
    public const string Files = nameof(Files);

    /// <summary>Plans without places and hashes.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>Applications.</summary>
    public const string Applications = nameof(Applications);

    /// <summary>Hashes of plans.</summary>
    public const string Hashes = nameof(Hashes);

    /// <summary>Whether the compilation has Frosting.</summary>
    public const string HasFrosting = nameof(HasFrosting);
}
