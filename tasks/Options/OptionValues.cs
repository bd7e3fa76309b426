using Hopguard.Engine.Runs;
using Hopguard.Plans.Findings;

namespace Hopguard.Tasks.Options;

/// <summary>The options of a call, resolved and checked.</summary>
public sealed class OptionValues(string deployment, IReadOnlyDictionary<Option, IReadOnlyList<string>> values)
{
    /// <summary>The deployment's folder, absolute.</summary>
    public string Deployment { get; } = deployment;

    /// <summary>The language of findings: the one asked for, else that of the process.</summary>
    public Language Language { get; init; }

    /// <summary>The value of an option; paths are absolute. Null when nobody set it.</summary>
    public string? Text(Option option) => values.TryGetValue(option, out var set) ? set[0] : null;

    /// <summary>The values of a list; null when nobody set it.</summary>
    public IReadOnlyList<string>? List(Option option) => values.GetValueOrDefault(option);

    /// <summary>Whether a flag is set to true.</summary>
    public bool IsSet(Option option) => Text(option) is { } text && bool.Parse(text);

    /// <summary>The options that a run goes by.</summary>
    public RunOptions ToRunOptions()
    {
        var options = new RunOptions
        {
            DeploymentFolder = Deployment,
            Project = Text(OptionCatalogue.Project),
            ComposeFiles = List(OptionCatalogue.ComposeFiles),
            StateFolder = Text(OptionCatalogue.State),
            Source = Text(OptionCatalogue.Source),
            SourceSha256 = Text(OptionCatalogue.SourceSha256)?.ToLowerInvariant(),
            Accept = IsSet(OptionCatalogue.Accept),
            DeleteRetired = IsSet(OptionCatalogue.DeleteRetired),
            KillAt = Text(OptionCatalogue.KillAt),
            AutomaticRollback = !string.Equals(Text(OptionCatalogue.Rollback), "manual", StringComparison.OrdinalIgnoreCase),
        };
        return Text(OptionCatalogue.Patience) is { } patience ? options with { Patience = OptionSyntax.ReadDuration(patience)!.Value } : options;
    }
}
