using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;

namespace Hopguard.Tasks;

/// <summary>What a call of the program and the tasks that it runs know of each other.</summary>
/// <param name="options">The options of the call.</param>
/// <param name="cancellation">Cancelled by INT, TERM and HUP; a few seconds later the process ends, whatever is still going on.</param>
public sealed class Invocation(OptionValues options, CancellationToken cancellation)
{
    /// <summary>The options of the call.</summary>
    public OptionValues Options { get; } = options;

    /// <summary>Cancelled by INT, TERM and HUP; a few seconds later the process ends, whatever is still going on.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Whether the targets are only shown and none is run: a tree or a dry run. Nothing may be opened or changed then.</summary>
    public bool IsLook { get; init; }

    /// <summary>How a program of its own is started, as a shell reads it: a .NET tool, or the host of somebody's repository; null for the scripts of Hopguard's.</summary>
    public string? Program { get; init; }

    /// <summary>The folder that the program was started in; Cake may change to another.</summary>
    public string StartFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>Called when Cake has ended, whichever way; null when nothing is to be let go.</summary>
    public Action? AtEnd { get; set; }

    /// <summary>The report of the run that the call worked on, once it was closed; null when there was none.</summary>
    public RunReport? Report { get; set; }

    /// <summary>What the call tells the CI job that it is part of.</summary>
    public OutputValues Outputs { get; } = new();

    /// <summary>Whether the outcome is wanted as JSON.</summary>
    public bool IsJson => Options.Is(OptionCatalogue.Format, "json");

    /// <summary>Whether the standard output is to hold JSON and nothing else.</summary>
    public bool IsJsonOnOutput => IsJson && Options.Text(OptionCatalogue.Output) is null;

    /// <summary>What the program ends with where no failure says otherwise; null for 0.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Whether the call is about a run: its outcome can be told as JSON then, even where no run came to be.</summary>
    public bool IsAboutRun { get; set; }

    /// <summary>A sentence in the operator's language.</summary>
    public string Say(string english) => Phrases.For(Options.Language)[english];

    /// <summary>Where people are told what happens.</summary>
    public TextWriter Output => IsJsonOnOutput ? Console.Error : Console.Out;

    /// <summary>A line that stands alone at the very end of the output, below Cake's report; null for none.</summary>
    public string? ClosingLine { get; set; }

    /// <summary>Why the run failed; null as long as it did not.</summary>
    public Exception? Failure { get; set; }
}
