using System.Globalization;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Summaries;

namespace Hopguard.Tasks.Outputs;

/// <summary>What a call has told so far.</summary>
public sealed class OutputValues
{
    private const string BeginOfCommand = " --target=";
    private const string WayBack = "to roll back:";

    private readonly Dictionary<Output, string> _values = [];

    /// <summary>Tells one; what is told last counts, and null is told as nothing.</summary>
    public string? this[Output output]
    {
        get => _values.GetValueOrDefault(output);
        set => _values[output] = value ?? string.Empty;
    }

    /// <summary>Tells a number.</summary>
    public void Tell(Output output, double? number) => this[output] = number?.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Tells everything about a run.</summary>
    /// <param name="run">The run; null where there is none.</param>
    /// <param name="next">What can be typed now.</param>
    public void Tell(RunReport? run, IReadOnlyList<string> next)
    {
        this[OutputCatalogue.Run] = run?.RunId;
        this[OutputCatalogue.State] = run is null ? null : RunJson.Word(run.State);
        this[OutputCatalogue.VersionBefore] = run?.From;
        this[OutputCatalogue.VersionAfter] = run?.To;
        Tell(OutputCatalogue.OutageSeconds, run?.Outage?.Length?.TotalSeconds);
        this[OutputCatalogue.Report] = run is null ? null : new RunFolder(run.Folder).Report;
        this[OutputCatalogue.NextCommand] = next.Select(CommandIn).FirstOrDefault(command => command is not null);
        this[OutputCatalogue.RollbackCommand] = next.Where(line => line.StartsWith(WayBack, StringComparison.Ordinal)).Select(CommandIn).FirstOrDefault();
    }

    /// <summary>Tells everything about a deployment.</summary>
    public void Tell(DeploymentReport deployment)
    {
        Tell(deployment.Runs.LastOrDefault(), deployment.Next);
        this[OutputCatalogue.Condition] = RunJson.Word(deployment.Condition);
        this[OutputCatalogue.Version] = deployment.Installed?.Version;
    }

    /// <summary>Writes them where the CI job reads them.</summary>
    public void Write() => JobOutputs.Append(_values.Select(pair => (pair.Key.Name, pair.Value)));

    // A line is a command line, alone or behind what it is for, or advice in words.
    private static string? CommandIn(string line)
    {
        if (!line.Contains(BeginOfCommand, StringComparison.Ordinal))
            return null;

        var lead = line.IndexOf(": ", StringComparison.Ordinal);
        return lead >= 0 && line[..lead].All(letter => char.IsAsciiLetterLower(letter) || letter == ' ') ? line[(lead + 1)..].TrimStart() : line;
    }
}
