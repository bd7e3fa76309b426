using Hopguard.Analyzers.Tests.Packing;

namespace Hopguard.Analyzers.Tests;

/// <summary>The whole compiler, in a process of its own, as a user meets it.</summary>
public sealed class BuildTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <Import Project="{0}build/Hopguard.Analyzers.props" />
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            <Analyzer Include="{1}Hopguard.Analyzers.dll;{1}Hopguard.Plans.dll;{1}YamlDotNet.dll" />
            <AdditionalFiles Include="plans/**/*.yaml" />
          </ItemGroup>
          <Import Project="{0}build/Hopguard.Analyzers.targets" />
        </Project>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-build-");

    [Fact]
    public async Task A_plan_that_could_lose_data_does_not_build_whatever_the_project_switches_off()
    {
        Write("consumer.csproj", string.Format(null, Project, Repository.AnalyzerFolder + "../../../", Repository.AnalyzerFolder));
        Write("Consumer.cs", "class Consumer { const string Id = Hopguard.Generated.Plans.Cvat.Reset.Id; string Value => Id; }");
        foreach (var file in Repository.CvatFiles)
            Write(file, Repository.Read(file));

        Write("plans/cvat/reset.yaml", PlanHost.Losing);

        var (exitCode, output) = await Build("-p:NoWarn=HOP001");
        exitCode.Should().NotBe(0);
        output.Should().Contain("reset.yaml(7,29): error HOP001: Store 'database' is removed while no copy of it exists");

        Write("plans/cvat/reset.yaml", PlanHost.Losing.Replace("store: database", "store: logs", StringComparison.Ordinal));
        (exitCode, output) = await Build();
        exitCode.Should().Be(0, output);

        Write("plans/cvat/.old/other.yml", PlanHost.Losing.Replace("procedure: reset", "procedure: other", StringComparison.Ordinal));
        Write("plans/cvat/.old/application.yaml", Repository.Read("plans/cvat/application.yaml").Replace("application: cvat", "application: old", StringComparison.Ordinal));
        Write("plans/cvat/short.yml", PlanHost.Losing.Replace("procedure: reset", "procedure: short", StringComparison.Ordinal));
        (exitCode, output) = await Build();
        exitCode.Should().NotBe(0);
        output.Should().Contain("short.yml(7,29): error HOP001", "what the project's pattern leaves out is judged all the same").And.Contain("other.yml(1,14): error HOP910");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private Task<(int ExitCode, string Output)> Build(params string[] arguments) => DotNet.Run(_folder.FullName, null, ["build", "--nologo", "-v", "q", .. arguments]);
}
