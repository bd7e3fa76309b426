using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>Inside a project, namespaces use each other in one direction. What does not yet is listed beside this file, and the list may only become shorter.</summary>
public sealed class NamespaceCircleTests
{
    private static readonly string Circles = Path.Combine(Program.Root, "tests/Hopguard.Tasks.Tests/Architecture/circles.txt");

    public static TheoryData<string> Projects => new(
        SolutionProject.All.Where(project => project.Path.StartsWith("src/Hopguard.", StringComparison.Ordinal)).Select(project => Path.GetDirectoryName(project.Path)!));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_form_no_circle_beyond_those_of_the_list(string folder)
    {
        var known = File.ReadAllLines(Circles).Where(line => line.StartsWith(Path.GetFileName(folder), StringComparison.Ordinal));

        var found = NamespaceUse.InCircles(NamespaceUse.Of(Path.Combine(Program.Root, folder))).Select(use => $"{use.From} -> {use.To}");

        found.Order(StringComparer.Ordinal).Should().Equal(known, "a use that closes a circle goes, and a line whose circle is gone goes as well");
    }
}
