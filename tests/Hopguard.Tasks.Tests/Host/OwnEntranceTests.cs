using Hopguard.Hosting;
using Hopguard.Tasks.Runs;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>How a program without our scripts names itself in the commands that it proposes.</summary>
public sealed class OwnEntranceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hopguard-own-").FullName;

    [Fact]
    public void A_tool_on_the_path_has_its_name_alone() => Tool(In("bin"), In("bin")).Should().Be("hopguard");

    [Fact]
    public void A_tool_that_the_path_does_not_lead_to_has_its_whole_path() => Tool(In("my tools"), In("bin")).Should().Be($"'{In("my tools/hopguard")}'");

    [Fact]
    public void A_tool_behind_another_of_its_name_has_its_whole_path()
    {
        Touch("other/hopguard");

        Tool(In("bin"), In("other"), In("bin")).Should().Be(In("bin/hopguard"));
    }

    [Fact]
    public void A_link_on_the_path_leads_to_the_tool()
    {
        Touch("bin/hopguard");
        Directory.CreateDirectory(In("links"));
        File.CreateSymbolicLink(In("links/hopguard"), In("bin/hopguard"));

        Tool(In("bin"), In("links")).Should().Be("hopguard");
    }

    [Fact]
    public void A_tool_of_a_manifest_is_started_by_dotnet()
    {
        Touch("store/DotnetToolSettings.xml");

        new OwnEntrance("/usr/share/dotnet/dotnet", In("store/hopguard.dll")).Words().Should().Be("dotnet hopguard");
    }

    [Theory]
    [InlineData("", "Debug", "dotnet run --project build --")]
    [InlineData("", "Release", "dotnet run --project build -c Release --")]
    [InlineData("build", "Debug", "dotnet run --project . --")]
    [InlineData("elsewhere", "Debug", "dotnet run --project {root}/build --")]
    [InlineData(null, "Debug", "dotnet run --project {root}/build --")]
    public void A_program_of_a_project_is_run_by_the_SDK(string? current, string configuration, string words)
    {
        Touch("build/Build.csproj");
        Directory.CreateDirectory(In($"build/bin/{configuration}/net10.0"));
        var folder = In($"build/bin/{configuration}/net10.0");

        new OwnEntrance($"{folder}/Build", $"{folder}/Build.dll") { Folder = current is null ? null : In(current) }.Words().Should().Be(words.Replace("{root}", _root, StringComparison.Ordinal));
    }

    [Fact]
    public void A_published_program_is_started_as_it_lies_there()
    {
        new OwnEntrance(In("out/upgrade"), In("out/upgrade.dll")).Words().Should().Be(In("out/upgrade"));
        new OwnEntrance("/usr/bin/dotnet", In("out/upgrade.dll")).Words().Should().Be($"dotnet {In("out/upgrade.dll")}");
    }

    [Fact]
    public void What_a_program_is_started_with_stands_before_its_arguments_as_it_is() =>
        new Entrance(Root: null, "dotnet run --project build --", "/srv").Command("--target=Test", "--state=a b").Should().Be("dotnet run --project build -- --target=Test '--state=a b'");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Tool(string folder, params string[] path)
    {
        var process = Path.Combine(folder, "hopguard");
        Touch(Path.GetRelativePath(_root, process));
        Touch("store/DotnetToolSettings.xml");
        return new OwnEntrance(process, In("store/hopguard.dll")) { Path = path }.Words();
    }

    private void Touch(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), string.Empty);
    }

    private string In(string path) => Path.TrimEndingDirectorySeparator(Path.Combine(_root, path));
}
