using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>Inside a project, namespaces use each other in one direction.</summary>
public sealed class NamespaceCircleTests
{
    public static TheoryData<string> Projects => new(
        SolutionProject.All.Where(project => project.Path.StartsWith("src/Hopguard.", StringComparison.Ordinal)).Select(project => Path.GetDirectoryName(project.Path)!));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_form_no_circle(string folder) =>
        NamespaceUse.InCircles(NamespaceUse.Of(Path.Combine(Program.Root, folder))).Select(use => $"{use.From} -> {use.To}").Should().BeEmpty();

    [Fact]
    public void A_circle_over_several_namespaces_is_seen() =>
        NamespaceUse.InCircles([("A", "B"), ("B", "C"), ("C", "A"), ("C", "D"), ("E", "A")]).Should().BeEquivalentTo([("A", "B"), ("B", "C"), ("C", "A")]);

    [Fact]
    public void Uses_are_seen_by_what_names_mean() =>
        NamespaceUse.Of(Path.Combine(Program.Root, "src/Hopguard.Plans")).Should().Contain(("Hopguard.Plans.Steps", "Hopguard.Plans.Model")).And.NotContain(("Hopguard.Plans.Model", "Hopguard.Plans.Steps"));
}
