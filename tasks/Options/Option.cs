using Hopguard.Plans.Model;

namespace Hopguard.Tasks.Options;

/// <summary>Something an operator can set: on the command line, by a variable, or in the deployment's <c>hopguard.yaml</c>.</summary>
/// <param name="Name">Its name: <c>source-sha256</c> for <c>--source-sha256=…</c>.</param>
/// <param name="Type">What its value may be.</param>
/// <param name="Summary">One sentence for the help.</param>
/// <param name="Default">What holds without it, in words for the help.</param>
/// <param name="Example">A value, for the help and for errors.</param>
public sealed record Option(string Name, OptionType Type, string Summary, string Default, string Example)
{
    /// <summary>What every variable of ours begins with.</summary>
    public const string VariablePrefix = "HOPGUARD_";

    private const string OfDeployments = "Deployment";

    /// <summary>What it is about: a heading in the help.</summary>
    public string Topic { get; init; } = OfDeployments;

    /// <summary>
    /// The targets that read it, where they are few: typed for others it is refused, since it would be ignored. Where neither they nor roles are named, any does, and what is about deployments
    /// is read by those that have to do with one.
    /// </summary>
    public IReadOnlyList<string> ReadBy { get; init; } = [];

    /// <summary>The roles whose targets read it.</summary>
    public IReadOnlyList<TargetRole> ReadByRoles { get; init; } = [];

    /// <summary>The roles whose targets it contradicts.</summary>
    public IReadOnlyList<TargetRole> Contradicts { get; init; } = [];

    /// <summary>The kinds of deployments for which it means something; empty for all.</summary>
    public IReadOnlyList<DeploymentKind> Kinds { get; init; } = [];

    /// <summary>Whether any target reads it that it does not contradict.</summary>
    public bool IsReadByAny => ReadBy.Count == 0 && ReadByRoles.Count == 0;

    /// <summary>What stands for its value where the operator is to fill it in; for a flag, which has none, empty.</summary>
    public string Placeholder => Type switch
    {
        OptionType.Flag => string.Empty,
        OptionType.Choice => string.Join('|', Choices),
        OptionType.List => "<one,two>",
        OptionType.Path => "<path>",
        OptionType.PathOrAddress => "<archive>",
        OptionType.Duration => "<10m>",
        OptionType.Address => "<address>",
        OptionType.SecretReference => "<env:NAME>",
        OptionType.Sha256 => "<hash>",
        OptionType.Major => "<17>",
        _ => "<text>",
    };

    /// <summary>Whether a target reads it; typed for another it is refused.</summary>
    public bool IsReadBy(string target, TargetRole role) =>
        !IsAgainst(role) && (IsReadByAny ? role != TargetRole.None || Topic != OfDeployments : ReadByRoles.Contains(role) || ReadBy.Contains(target, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether it contradicts what the targets of a role do.</summary>
    public bool IsAgainst(TargetRole role) => Contradicts.Contains(role);

    /// <summary>How it is written on a command line; null for a flag that is off, which is left out.</summary>
    public string? Write(string text) => Type != OptionType.Flag ? $"--{Name}={text}" : bool.Parse(text) ? $"--{Name}" : null;

    /// <summary>Whether <c>hopguard.yaml</c> may hold it. Not so for what finds that file, and for what belongs to a single call.</summary>
    public bool InFile { get; init; } = true;

    /// <summary>Whether a command that continues a run needs it again.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether a CI job has to give it to the targets that read it: no default of a person at a terminal fits there.</summary>
    public bool IsRequiredInJob { get; init; }

    /// <summary>The values allowed, for <see cref="OptionType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The variable: <c>HOPGUARD_SOURCE_SHA256</c>.</summary>
    public string Variable => VariablePrefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The key in <c>hopguard.yaml</c>; null where the file cannot hold it.</summary>
    public string? Key => InFile ? Name : null;
}
