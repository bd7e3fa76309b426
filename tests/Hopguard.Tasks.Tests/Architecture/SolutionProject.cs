using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>A project as its file says: what it is made of, without what imported files add.</summary>
/// <param name="Path">Its file, relative to the repository's root.</param>
/// <param name="References">The files of the projects that it names, relative to the root.</param>
internal sealed partial record SolutionProject(string Path, IReadOnlyList<string> References)
{
    private static readonly Lazy<IReadOnlyDictionary<string, SolutionProject>> ByPath = new(() => Line().Matches(File.ReadAllText(System.IO.Path.Combine(Program.Root, Repository.Solution)))
        .Select(project => Read(project.Groups["path"].Value.Replace('\\', '/')))
        .ToDictionary(project => project.Path, StringComparer.Ordinal));

    /// <summary>The projects of the solution.</summary>
    public static IEnumerable<SolutionProject> All => ByPath.Value.Values;

    /// <summary>Its name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The project of that file.</summary>
    public static SolutionProject Of(string path) => ByPath.Value[path];

    /// <summary>It, and every project that it needs, directly or through others.</summary>
    public IReadOnlyCollection<SolutionProject> WithAllItNeeds()
    {
        var found = new HashSet<SolutionProject>();
        var next = new Stack<SolutionProject>([this]);
        while (next.TryPop(out var project))
        {
            if (!found.Add(project))
                continue;

            foreach (var reference in project.References)
                next.Push(Of(reference));
        }

        return found;
    }

    private static SolutionProject Read(string path)
    {
        var folder = System.IO.Path.Combine(Program.Root, System.IO.Path.GetDirectoryName(path)!);
        var references = XDocument.Load(System.IO.Path.Combine(Program.Root, path)).Descendants("ProjectReference")
            .Select(reference => System.IO.Path.GetRelativePath(Program.Root, System.IO.Path.GetFullPath((string)reference.Attribute("Include")!, folder)));
        return new SolutionProject(path, [.. references]);
    }

    // Folders of the solution have lines of the same form, and no file.
    [GeneratedRegex("^Project\\(.*\\) = \".*\", \"(?<path>.*\\.csproj)\"", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Line();
}
