using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Hopguard.Containers.Projects;

/// <summary>
/// Variables that compose looks up in <c>.env</c> and in the caller's shell for a project: those that its files write with a dollar sign, those that an <c>environment</c> or an <c>env_file</c> names without
/// a value, and those that a secret or a config is made of.
/// </summary>
public static partial class ShellVariables
{
    /// <summary>Their names.</summary>
    /// <param name="files">Paths of the compose files, and of the files that these take in.</param>
    public static IReadOnlySet<string> Of(IEnumerable<string> files) => files.SelectMany(NamedIn).ToHashSet(StringComparer.Ordinal);

    /// <summary>Those that a line writes with a dollar sign.</summary>
    public static IEnumerable<string> WrittenIn(string line) => Reference().Matches(line).Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> NamedIn(string file) => File.ReadLines(file).SelectMany(WrittenIn).Concat(
        ComposeDocuments.IsYaml(file) ? ComposeDocuments.Read(file).SelectMany(WithoutValue) : File.ReadLines(file).Select(line => Bare().Match(line)).Where(bare => bare.Success).Select(bare => bare.Groups["name"].Value));

    // Wherever it stands: an overlay keeps what several services share under a name of its own.
    private static IEnumerable<string> WithoutValue(YamlNode root) =>
        from mapping in root.AllNodes.OfType<YamlMappingNode>()
        from entry in mapping.Children
        where entry.Key is YamlScalarNode { Value: "environment" }
        from name in WithoutValueIn(entry.Value)
        where Name().IsMatch(name)
        select name;

    private static IEnumerable<string> WithoutValueIn(YamlNode environment) => environment switch
    {
        // Of a secret or a config.
        YamlScalarNode { Value: { } variable } => [variable],
        YamlSequenceNode list => list.Children.SelectMany(item => item is YamlScalarNode { Value: { } entry } ? [entry] : WithoutValueIn(item)),
        YamlMappingNode mapping => mapping.Children.SelectMany(entry => entry.Key is not YamlScalarNode { Value: { } name } ? []
            : name == "<<" ? WithoutValueIn(entry.Value)
            : ComposeDocuments.IsWithoutValue(entry.Value) ? [name]
            : Array.Empty<string>()),
        _ => [],
    };

    [GeneratedRegex(@"\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\s*(export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*$")]
    private static partial Regex Bare();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
