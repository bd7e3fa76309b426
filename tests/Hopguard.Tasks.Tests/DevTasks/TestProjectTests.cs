using Hopguard.DevTasks.Test;
using Hopguard.Engine;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class TestProjectTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hopguard").FullName;

    public TestProjectTests()
    {
        Write("Zebra.Tests", "<Project><PropertyGroup><TestNeedsCluster>true</TestNeedsCluster></PropertyGroup></Project>");
        Write("Ape.Tests", "<ProjectReference Include=\"../Hopguard.Lab/Hopguard.Lab.csproj\" />");
        Write("Hopguard.Lab", "<Project />");
    }

    [Fact]
    public void Test_projects_are_found_and_those_with_the_lab_are_known() =>
        TestProject.Select(_root, names: null).Select(project => (project.Name, project.NeedsLab)).Should().Equal(("Ape.Tests", true), ("Zebra.Tests", false));

    [Fact]
    public void What_needs_a_Kubernetes_is_known_and_a_part_that_says_it_otherwise_is_refused()
    {
        TestProject.Select(_root, names: null).Select(project => project.NeedsCluster).Should().Equal(false, true);
        FluentActions.Invoking(() => TestPart.Parse("Clusters 200 kubernetes")).Should().Throw<HopguardException>().WithMessage("'Clusters 200 kubernetes' of TestParts *");
    }

    [Fact]
    public void Projects_are_chosen_by_name() => TestProject.Select(_root, ["zebra.tests"]).Should().ContainSingle().Which.Name.Should().Be("Zebra.Tests");

    [Fact]
    public void An_unknown_project_is_refused_with_the_one_meant() =>
        FluentActions.Invoking(() => TestProject.Select(_root, ["Zebra.Test"])).Should().Throw<HopguardException>().Which.Remedy.Should().Be("Did you mean 'Zebra.Tests'?");

    private void Write(string name, string project) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "tests", name)).FullName, name + ".csproj"), project);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
