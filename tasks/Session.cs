using Hopguard.Tasks.Options;

namespace Hopguard.Tasks;

/// <summary>What a call of the program and the tasks that it runs know of each other.</summary>
/// <param name="options">The options of the call.</param>
/// <param name="cancellation">Cancelled by INT, TERM and HUP; a few seconds later the process ends, whatever is still going on.</param>
public sealed class Session(OptionValues options, CancellationToken cancellation)
{
    /// <summary>The options of the call.</summary>
    public OptionValues Options { get; } = options;

    /// <summary>Cancelled by INT, TERM and HUP; a few seconds later the process ends, whatever is still going on.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Called when Cake has ended, whichever way; null when nothing is to be let go.</summary>
    public Action? AtEnd { get; set; }

    /// <summary>A line that stands alone at the very end of the output, below Cake's report; null for none.</summary>
    public string? ClosingLine { get; set; }

    /// <summary>Why the run failed; null as long as it did not.</summary>
    public Exception? Failure { get; set; }
}
