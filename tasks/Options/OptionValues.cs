using Hopguard.Engine;
using Hopguard.Engine.Sources;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

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

    /// <summary>What the deployment runs on; null where the application's file says it.</summary>
    public DeploymentKind? Kind => Text(OptionCatalogue.Kind) is { } kind ? DeploymentKinds.Words[kind.ToLowerInvariant()] : null;

    /// <summary>The options that anybody set and that mean nothing for a kind of deployment.</summary>
    public IEnumerable<Option> Meaningless(DeploymentKind kind) => values.Keys.Where(option => option.Kinds.Count > 0 && !option.Kinds.Contains(kind));

    /// <summary>The values of a list; null when nobody set it.</summary>
    public IReadOnlyList<string>? List(Option option) => values.GetValueOrDefault(option);

    /// <summary>The options that the deployment's file says: every call finds them there again.</summary>
    public IReadOnlySet<Option> InFile { get; init; } = new HashSet<Option>();

    /// <summary>The value of an option as it was typed, or set by a variable; lists in one. Null where nobody or the file said it.</summary>
    public string? Typed(Option option) => List(option) is { } texts && !InFile.Contains(option) ? string.Join(',', texts) : null;

    /// <summary>Whether a choice was made, in whatever case it was written.</summary>
    public bool Is(Option option, string choice) => string.Equals(Text(option), choice, StringComparison.OrdinalIgnoreCase);

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
            GiveUp = Text(OptionCatalogue.GiveUp),
            To = Text(OptionCatalogue.To),
            Postgres = OptionSyntax.ReadMajor(Text(OptionCatalogue.Postgres)),
            From = Text(OptionCatalogue.From) is { } from && from != "auto" ? from : null,
            AllowUnknownRelease = IsSet(OptionCatalogue.AllowUnknownRelease),
            StopAt = List(OptionCatalogue.StopAt) ?? [],
            UntilStop = IsSet(OptionCatalogue.UntilStop),
            ToStop = Text(OptionCatalogue.ToStop),
            Source = Text(OptionCatalogue.Source),
            SourceSha256 = Text(OptionCatalogue.SourceSha256)?.ToLowerInvariant(),
            DropEdits = IsSet(OptionCatalogue.DropEdits),
            BuildImages = Is(OptionCatalogue.Images, RunOptions.Build),
            Backup = Text(OptionCatalogue.Backup),
            ForeignBackup = IsSet(OptionCatalogue.ForeignBackup),
            Accept = IsSet(OptionCatalogue.Accept),
            DeleteRetired = IsSet(OptionCatalogue.DeleteRetired),
            KillAt = Text(OptionCatalogue.KillAt),
            Typed = TypedForContinuation(),
            AutomaticRollback = !Is(OptionCatalogue.Rollback, "manual"),
        };
        return Text(OptionCatalogue.StartupTimeout) is { } timeLimit ? options with { StartupTimeout = OptionSyntax.ReadDuration(timeLimit) } : options;
    }

    // It is journaled.
    private Dictionary<string, string> TypedForContinuation() => OptionCatalogue.All
        .Where(option => option.Continues && Typed(option) is not null).Select(option => (option.Name, Text: WithoutSecret(option, Typed(option)!))).Where(option => option.Text is not null)
        .ToDictionary(option => option.Name, option => option.Text!, StringComparer.Ordinal);

    private static string? WithoutSecret(Option option, string typed) =>
        option == OptionCatalogue.Source ? SourceAddress.Shown(typed) : option == OptionCatalogue.Notify ? NotifyAddress.Shown(typed) : typed;
}
