using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Findings;

/// <summary>How findings are written down.</summary>
/// <param name="Format">The form.</param>
/// <param name="Language">The language of everything that is not fixed by the form.</param>
public sealed record FindingStyle(FindingFormat Format, Language Language)
{
    /// <summary>The text of a file by its path in the findings, or null when it is not to be had.</summary>
    public Func<string, string?> Sources { get; init; } = static _ => null;

    /// <summary>Whether colours are welcome; for text only.</summary>
    public bool Colour { get; init; }

    /// <summary>What the program will end with; for SARIF only.</summary>
    public int ExitCode { get; init; }

    /// <summary>The address below which <c>docs/rules</c> is to be read; null where none is known. For SARIF only.</summary>
    public Uri? PagesAt { get; init; }
}
