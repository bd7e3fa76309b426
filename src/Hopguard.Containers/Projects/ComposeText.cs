using Hopguard.Containers.Ports;
using YamlDotNet.RepresentationModel;

namespace Hopguard.Containers.Projects;

/// <summary>What compose files say of builds before compose has read them: a rendered project has no variables any more, and nothing that nobody has given a value.</summary>
public static class ComposeText
{
    /// <summary>Arguments of builds that have no value of their own, so that the caller's environment gives it; whatever file of the project they stand in.</summary>
    public static IReadOnlyList<string> OpenArguments(ComposeProject project) =>
    [
        .. from file in ComposeReferences.AllOf(project)
           from document in ComposeDocuments.Read(file)
           from mapping in document.AllNodes.OfType<YamlMappingNode>()
           from name in Child(mapping, "args") switch
           {
               YamlMappingNode arguments => arguments.Children.Where(argument => ComposeDocuments.IsWithoutValue(argument.Value)).Select(argument => (argument.Key as YamlScalarNode)?.Value),
               YamlSequenceNode list => list.Children.OfType<YamlScalarNode>().Select(argument => argument.Value).Where(argument => argument?.Contains('=', StringComparison.Ordinal) == false),
               _ => [],
           }
           where !string.IsNullOrEmpty(name)
           select name,
    ];

    /// <summary>Whether a service of a file is built.</summary>
    internal static bool HasBuild(string file) => ServicesIn(file)?.Children.Values.Any(service => Child(service, "build") is not null) == true;

    /// <summary>The image of a service as the file has it, with its variables; null where it has none.</summary>
    internal static string? ImageIn(string file, string service) => (Child(Child(ServicesIn(file), service), "image") as YamlScalarNode)?.Value;

    private static YamlMappingNode? ServicesIn(string file) => Child(ComposeDocuments.Read(file).FirstOrDefault(), "services") as YamlMappingNode;

    private static YamlNode? Child(YamlNode? node, string key) => node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
}
