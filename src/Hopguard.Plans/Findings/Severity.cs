namespace Hopguard.Plans.Findings;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is refused.</summary>
    Note,

    /// <summary>Probably a mistake; nothing is refused.</summary>
    Warning,

    /// <summary>The plan does not build and does not run.</summary>
    Error,
}
