using Hopguard.Engine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hopguard.Containers.Edits;

/// <summary>The text of a compose file, in which the tag of a service's image is written and everything else stays.</summary>
internal static class ImageTagText
{
    /// <summary>What stands behind the image's repository, with its colon; null where the file gives the service no image.</summary>
    /// <exception cref="HopguardException">The image is written so that no tag of it alone can be changed.</exception>
    public static string? Find(string text, string service) => PlaceOf(text, service) is var (start, end) ? text[start..end] : null;

    /// <summary>The text with something else behind the image's repository.</summary>
    public static string With(string text, string service, string suffix) => PlaceOf(text, service) is var (start, end) ? text[..start] + suffix + text[end..] : text;

    private static (int Start, int End)? PlaceOf(string text, string service)
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
            return null;
        }

        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }] || Child(root, "services") is not YamlMappingNode services || Child(services, service) is not YamlMappingNode one
            || one.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode { Value: "image" }) is not (YamlScalarNode key, YamlScalarNode { Value: { Length: > 0 } reference } image))
        {
            return null;
        }

        if (reference.Contains('$', StringComparison.Ordinal))
        {
            throw new HopguardException(
                $"Image '{reference}' of service '{service}' is chosen by a variable, so its tag is not the compose file's to say", "Let the plan write the variable with 'set-setting'");
        }

        var (start, end) = ((int)image.Start.Index + offset, (int)image.End.Index + offset);
        // What an alias stands for was written before it.
        var inPlace = image.Start.Index >= key.End.Index ? text.IndexOf(reference, start, end - start, StringComparison.Ordinal) : -1;
        if (inPlace < 0)
        {
            throw new HopguardException(
                $"Image '{reference}' of service '{service}' is written elsewhere in the file or with signs that stand for others, so its tag cannot be changed by itself",
                $"Write 'image: {reference}' under the service, on one line");
        }

        var name = reference.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return (inPlace + (colon > name.LastIndexOf('/') ? colon : name.Length), inPlace + reference.Length);
    }

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
}
