using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>How a run's report is laid out.</summary>
public sealed record SummaryStyle
{
    /// <summary>Cells in a line; taken as 60 to 120.</summary>
    public int Width { get; init; } = ConsoleSurroundings.LogWidth;

    /// <summary>Whether the verdict is broken to fit: not in a log, where it is searched for and copied from.</summary>
    public bool Wraps { get; init; } = true;

    /// <summary>Whether colours are welcome.</summary>
    public bool Colour { get; init; }

    /// <summary>How much is told.</summary>
    public Detail Detail { get; init; } = Detail.Verbose;

    /// <summary>The operator's language.</summary>
    public Phrases Phrases { get; init; } = Phrases.English;
}
