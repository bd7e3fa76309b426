namespace Hopguard.Plans.Findings;

/// <summary>What a rule is about: the hundreds digit of its id.</summary>
public enum RuleFamily
{
    /// <summary><c>HOP0xx</c>: data can be lost. Never switched off by configuration.</summary>
    DataSafety = 0,

    /// <summary><c>HOP1xx</c>: steps in a wrong order, or missing.</summary>
    Order = 1,

    /// <summary><c>HOP2xx</c>: routes and versions.</summary>
    Versions = 2,

    /// <summary><c>HOP3xx</c>: robustness.</summary>
    Robustness = 3,

    /// <summary><c>HOP4xx</c>: security.</summary>
    Security = 4,

    /// <summary><c>HOP9xx</c>: the file cannot be understood.</summary>
    Syntax = 9,
}
