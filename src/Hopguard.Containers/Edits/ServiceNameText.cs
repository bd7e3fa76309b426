using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hopguard.Containers.Edits;

/// <summary>The text of a compose file, in which services get other names and everything else stays.</summary>
internal static class ServiceNameText
{
    /// <summary>The text with the new names, where it has services of the old ones and none of the new; a file that is no YAML stays what it is.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="nameOf">What a service is called.</param>
    public static string With(string text, Func<string, string> nameOf)
    {
        // The reader leaves a mark at the beginning out of its count.
        var offset = text.StartsWith('\uFEFF') ? 1 : 0;
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text[offset..]));
        }
        catch (YamlException)
        {
            return text;
        }

        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }] || Child(root, "services") is not YamlMappingNode services)
            return text;

        var keys = services.Children.Keys.OfType<YamlScalarNode>().ToList();
        var names = keys.Select(key => key.Value ?? string.Empty).ToHashSet(StringComparer.Ordinal);
        var said = keys.Concat(services.Children.Values.OfType<YamlMappingNode>().SelectMany(Mentions)).Where(node => node.Value is { Length: > 0 } name && nameOf(name) is var other && other != name && !names.Contains(other));
        return said.OrderByDescending(node => node.Start.Index).Aggregate(text, (result, node) => result[..((int)node.Start.Index + offset)] + nameOf(node.Value!) + result[((int)node.End.Index + offset)..]);
    }

    // Where a service names another.
    private static IEnumerable<YamlScalarNode> Mentions(YamlMappingNode service) => Child(service, "depends_on") switch
    {
        YamlSequenceNode list => list.Children.OfType<YamlScalarNode>(),
        YamlMappingNode conditions => conditions.Children.Keys.OfType<YamlScalarNode>(),
        _ => [],
    };

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
}
