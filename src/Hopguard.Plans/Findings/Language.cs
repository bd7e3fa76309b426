namespace Hopguard.Plans.Findings;

/// <summary>A language in which findings are written.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English,

    /// <summary>Japanese.</summary>
    Japanese,
}
