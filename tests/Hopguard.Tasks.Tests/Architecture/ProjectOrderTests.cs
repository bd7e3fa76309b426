using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>The order of projects that CONTRIBUTING.md describes: each may need those of the lines above it, and no other.</summary>
public sealed class ProjectOrderTests
{
    private static readonly string[][] Order =
    [
        ["Cake.Frosting", "Hopguard.Plans"],
        ["Hopguard.Analyzers", "Hopguard.Engine"],
        ["Hopguard.Containers"],
        ["Hopguard.Docker", "Hopguard.Kubernetes", "Hopguard.Postgres", "Hopguard.Reporting"],
        ["Hopguard.Tasks"],
        ["Hopguard.DevTasks", "Hopguard.Hosting"],
        ["Build", "Hopguard.Tool"],
    ];

    public static TheoryData<string> Product => new(SolutionProject.All.Where(project => !IsOfTests(project)).Select(project => project.Path));

    [Theory]
    [MemberData(nameof(Product))]
    public void A_project_needs_only_those_that_come_before_it(string path)
    {
        var project = SolutionProject.Of(path);
        LineOf(project).Should().BeGreaterThanOrEqualTo(0, "'{0}' needs a place in the order above", project.Name);

        project.References.Select(SolutionProject.Of).Where(needed => !IsOfTests(needed)).Should().NotContain(needed => LineOf(needed) >= LineOf(project));
    }

    [Theory]
    [MemberData(nameof(Product))]
    public void Only_the_tasks_of_developers_need_what_lies_in_tests(string path)
    {
        var project = SolutionProject.Of(path);

        if (project.Name != "Hopguard.DevTasks")
            project.References.Should().NotContain(needed => IsOfTests(SolutionProject.Of(needed)));
    }

    [Fact]
    public void What_operators_install_has_neither_lab_nor_accuracy_study_nor_tasks_of_developers() =>
        SolutionProject.Of("tasks/Hopguard.Tasks.csproj").WithAllItNeeds().Select(project => project.Name).Should()
            .BeEquivalentTo("Hopguard.Tasks", "Hopguard.Containers", "Hopguard.Docker", "Hopguard.Engine", "Hopguard.Kubernetes", "Hopguard.Plans", "Hopguard.Postgres", "Hopguard.Reporting");

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void A_change_of_any_project_of_the_host_is_noticed_by(string script)
    {
        var places = File.ReadAllLines(Path.Combine(Program.Root, script)).Single(line => line.Contains("Directory.Packages.props", StringComparison.Ordinal))
            .Split([' ', ',', '\'', '"'], StringSplitOptions.RemoveEmptyEntries);

        SolutionProject.Of("build/Build.csproj").WithAllItNeeds().Should().OnlyContain(project => places.Any(place => project.Path.StartsWith(place + "/", StringComparison.Ordinal)));
    }

    private static bool IsOfTests(SolutionProject project) => project.Path.StartsWith("tests/", StringComparison.Ordinal);

    private static int LineOf(SolutionProject project) => Array.FindIndex(Order, line => line.Contains(project.Name));
}
