namespace Hopguard.Plans.Analysis;

/// <summary>What a variable of compose's environment decides about where data is.</summary>
internal enum Decision
{
    /// <summary>Nothing: another value changes what services do, and not with which data.</summary>
    None,

    /// <summary>The compose project, after which volumes are called.</summary>
    Project,

    /// <summary>The engine that is asked.</summary>
    Engine,

    /// <summary>The compose files that count.</summary>
    Files,

    /// <summary>What services mount, or how a volume is called.</summary>
    Data,

    /// <summary>All of that: the environment file as a whole.</summary>
    Everything,
}
