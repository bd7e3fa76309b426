using Hopguard.Containers.Ports;
using YamlDotNet.RepresentationModel;

namespace Hopguard.Containers.Projects;

/// <summary>
/// The files that compose reads beside the compose files themselves, as these name them: <c>env_file</c>, <c>label_file</c>, <c>include</c> and <c>extends</c>. What containers
/// mount is not among them: it stands in the rendered project, with variables resolved.
/// </summary>
public static class ComposeReferences
{
    private static readonly string[] Keys = ["env_file", "label_file", "include", "extends"];

    /// <summary>
    /// Paths relative to the project's folder, without those that hold variables, of the files and of every compose file that these include or extend: in such a one, paths start from its
    /// own folder.
    /// </summary>
    /// <param name="folder">The project's folder, which paths in the files start from.</param>
    /// <param name="files">The compose files.</param>
    public static IReadOnlyList<string> Of(string folder, IEnumerable<string> files)
    {
        var found = new List<string>();
        var seen = new HashSet<(string File, string Base)>();
        var next = new Queue<(string File, string Base)>(files.Select(file => (file, string.Empty)));
        while (next.TryDequeue(out var file))
        {
            if (!seen.Add(file))
                continue;

            foreach (var (key, path, start) in ComposeDocuments.Read(Path.Combine(folder, file.File)).SelectMany(In).Where(named => !named.Path.Contains('$', StringComparison.Ordinal)))
            {
                var relative = Below(folder, file.Base, path);
                found.Add(relative);
                if (key is "include" or "extends" && ComposeDocuments.IsYaml(path))
                    next.Enqueue((relative, start is null ? Path.GetDirectoryName(relative)! : Below(folder, file.Base, start)));
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Paths of all files that there are: those of a project, and those that these name.</summary>
    public static IReadOnlyList<string> AllOf(ComposeProject project) =>
        [.. project.Files.Concat(Of(project.Folder, project.Files)).Select(file => Path.Combine(project.Folder, file)).Distinct(StringComparer.Ordinal).Where(File.Exists)];

    private static string Below(string folder, string start, string path) =>
        start.Length == 0 || Path.IsPathRooted(path) ? path : Path.GetRelativePath(folder, Path.GetFullPath(Path.Combine(folder, start, path)));

    private static IEnumerable<(string Key, string Path, string? Start)> In(YamlNode root) =>
        from mapping in root.AllNodes.OfType<YamlMappingNode>()
        from entry in mapping.Children
        where entry.Key is YamlScalarNode { Value: { } key } && Keys.Contains(key, StringComparer.Ordinal)
        let name = ((YamlScalarNode)entry.Key).Value!
        from item in entry.Value is YamlSequenceNode list ? list.Children : [entry.Value]
        let start = name == "include" && item is YamlMappingNode options ? Value(options, "project_directory") : null
        from path in Paths(name, item)
        select (name, path, start);

    private static string? Value(YamlMappingNode mapping, string key) => mapping.Children.TryGetValue(key, out var node) ? (node as YamlScalarNode)?.Value : null;

    // A path, a list of paths, or mappings with 'path' or 'file', and of what is included 'env_file'; 'extends: name' alone names a service of the same file.
    private static IEnumerable<string> Paths(string key, YamlNode node) => node switch
    {
        YamlScalarNode { Value.Length: > 0 } scalar when key != "extends" => [scalar.Value],
        YamlSequenceNode list => list.SelectMany(item => Paths(key, item)),
        YamlMappingNode mapping => mapping.Children.Where(child => child.Key is YamlScalarNode { Value: "path" or "file" }).SelectMany(child => Paths("path", child.Value)),
        _ => [],
    };
}
