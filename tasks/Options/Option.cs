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

    /// <summary>What it is about: a heading in the help.</summary>
    public string Topic { get; init; } = "Deployment";

    /// <summary>Whether <c>hopguard.yaml</c> may hold it. Not so for what finds that file, and for what belongs to a single call.</summary>
    public bool InFile { get; init; } = true;

    /// <summary>The values allowed, for <see cref="OptionType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The variable: <c>HOPGUARD_SOURCE_SHA256</c>.</summary>
    public string Variable => VariablePrefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The key in <c>hopguard.yaml</c>; null where the file cannot hold it.</summary>
    public string? Key => InFile ? Name : null;
}
