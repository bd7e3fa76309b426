using System.Globalization;
using System.Xml.Linq;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;

namespace Hopguard.DevTasks.Test;

/// <summary>A test project of the solution.</summary>
/// <param name="Name">Its name, which is that of its assembly.</param>
/// <param name="Path">Its project file.</param>
/// <param name="NeedsLab">Whether its tests need a container engine.</param>
internal sealed record TestProject(string Name, string Path, bool NeedsLab)
{
    private const string Lab = "Hopguard.Lab.csproj";

    /// <summary>Namespaces below the project's own whose tests can run beside each other, each on an engine: its property <c>TestParts</c>, such as <c>Hops 550;Faults 600</c>.</summary>
    public IReadOnlyList<TestPart> Parts { get; init; } = [];

    /// <summary>Whether its tests need a Kubernetes: its property <c>TestNeedsCluster</c>. Of one with parts the word <c>cluster</c> behind a part says it, such as <c>Clusters 200 cluster</c>.</summary>
    public bool NeedsCluster { get; init; }

    /// <summary>About how many seconds what is in none of the parts takes: its property <c>TestSeconds</c>; zero where that is not known.</summary>
    public int Seconds { get; init; }

    /// <summary>Its assembly, once built.</summary>
    public string Assembly =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "bin", TestRun.Configuration, "net10.0", Name + ".dll");

    /// <summary>The projects of those names; all of them when no name is given.</summary>
    /// <exception cref="HopguardException">There is no project of a name.</exception>
    public static IReadOnlyList<TestProject> Select(string root, IReadOnlyList<string>? names)
    {
        var all = Find(root);
        if (names is null)
            return all;

        var known = all.Select(project => project.Name).ToList();
        foreach (var unknown in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
            throw new HopguardException($"Test project '{unknown}' is unknown", DidYouMean.Remedy(unknown, known, $"There are {string.Join(", ", known)}"));
        return [.. all.Where(project => names.Contains(project.Name, StringComparer.OrdinalIgnoreCase))];
    }

    // What makes a project a test project is what its own props file goes by: tests/Directory.Build.props.
    private static List<TestProject> Find(string root) =>
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(root, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(Read)
            .Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal) || project.Name == "Hopguard.EndToEnd")
            .OrderBy(project => project.Name, StringComparer.Ordinal),
    ];

    private static TestProject Read(string path)
    {
        var project = XDocument.Load(path);
        var parts = project.Descendants("TestParts").FirstOrDefault()?.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new TestProject(System.IO.Path.GetFileNameWithoutExtension(path), path, project.ToString().Contains(Lab, StringComparison.Ordinal))
        {
            Parts = [.. (parts ?? []).Select(TestPart.Parse)],
            NeedsCluster = project.Descendants("TestNeedsCluster").Any(),
            Seconds = Number(project.Descendants("TestSeconds").FirstOrDefault()?.Value),
        };
    }

    private static int Number(string? text) => text is null ? 0 : int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A part of a project's tests.</summary>
/// <param name="Name">The namespace below the project's own.</param>
/// <param name="Seconds">About how long it takes.</param>
/// <param name="NeedsCluster">Whether its tests need a Kubernetes.</param>
internal sealed record TestPart(string Name, int Seconds, bool NeedsCluster)
{
    /// <summary>Reads <c>Hops 550</c> or <c>Clusters 200 cluster</c>.</summary>
    public static TestPart Parse(string text) => text.Split(' ') is [var name, var seconds, .. [] or ["cluster"]] words
        ? new TestPart(name, int.Parse(seconds, CultureInfo.InvariantCulture), words.Length > 2)
        : throw new HopguardException($"'{text}' of TestParts is not the name of a namespace and a number of seconds, with 'cluster' behind it where it needs one");
}
