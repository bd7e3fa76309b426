namespace Hopguard.Reporting.Text;

/// <summary>How much is told of a run.</summary>
public enum Detail
{
    /// <summary>The verdict, and errors.</summary>
    Quiet,

    /// <summary>A line for every step that ended, when the application went down and came back, and the verdict.</summary>
    Minimal,

    /// <summary>Also how far long steps are, and what is kept where.</summary>
    Normal,

    /// <summary>Also what steps begin and log, what was done before, every step in a table, and what was compared.</summary>
    Verbose,
}
