using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hopguard.Containers.Projects;

/// <summary>Compose files as YAML, for what the rendered project does not tell any more.</summary>
internal static class ComposeDocuments
{
    private static readonly string[] Nothing = ["", "~", "null", "Null", "NULL"];

    /// <summary>The documents of a file; none where it is not there, or is no YAML, which is compose's to complain about.</summary>
    public static IEnumerable<YamlNode> Read(string path)
    {
        if (!File.Exists(path))
            return [];

        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents.Select(document => document.RootNode);
        }
        catch (YamlException)
        {
            return [];
        }
    }

    /// <summary>Whether a name stands there without a value, so that compose looks for one in the caller's shell.</summary>
    public static bool IsWithoutValue(YamlNode value) => value is YamlScalarNode { Style: ScalarStyle.Plain } scalar && Nothing.Contains(scalar.Value ?? string.Empty, StringComparer.Ordinal);

    /// <summary>Whether compose reads a file as one of its own, and not as lines of settings.</summary>
    public static bool IsYaml(string path) => Path.GetExtension(path) is ".yml" or ".yaml";
}
