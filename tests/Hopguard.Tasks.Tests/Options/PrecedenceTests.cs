using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Options;

public sealed class PrecedenceTests : IDisposable
{
    private readonly Deployment _deployment = new();

    [Fact]
    public void The_command_line_goes_before_the_variable_and_the_variable_before_the_file()
    {
        _deployment.WithFile("project: file");
        _deployment.Resolve().Text(OptionCatalogue.Project).Should().Be("file");

        _deployment.With("HOPGUARD_PROJECT", "variable");
        _deployment.Resolve().Text(OptionCatalogue.Project).Should().Be("variable");
        _deployment.Resolve("--project=line").Text(OptionCatalogue.Project).Should().Be("line");
    }

    [Fact]
    public void What_nobody_set_is_null_and_the_engine_has_its_own_defaults()
    {
        var options = _deployment.Resolve().ToRunOptions();

        options.Should().BeEquivalentTo(new Engine.RunOptions { DeploymentFolder = _deployment.Folder });
    }

    [Fact]
    public void Every_option_reaches_the_engine()
    {
        var sha = new string('A', 64);
        var options = _deployment.Resolve(
            "--project=p", "--compose-files=a.yml,b.yml", "--compose-files", "c.yml", "--state=s", "--source=x.zip", $"--source-sha256={sha}", "--accept",
            "--delete-retired=true", "--rollback=manual", "--startup-timeout=1.5h").ToRunOptions();

        options.Should().BeEquivalentTo(new Engine.RunOptions
        {
            DeploymentFolder = _deployment.Folder,
            Project = "p",
            ComposeFiles = ["a.yml", "b.yml", "c.yml"],
            StateFolder = _deployment.Path("s"),
            Source = _deployment.Path("x.zip"),
            SourceSha256 = new string('a', 64),
            Accept = true,
            DeleteRetired = true,
            AutomaticRollback = false,
            StartupTimeout = TimeSpan.FromMinutes(90),
            Typed = new Dictionary<string, string>
            {
                ["project"] = "p",
                ["compose-files"] = "a.yml,b.yml,c.yml",
                ["source"] = _deployment.Path("x.zip"),
                ["source-sha256"] = sha,
                ["rollback"] = "manual",
                ["startup-timeout"] = "1.5h",
            },
        });
    }

    [Fact]
    public void The_file_lies_in_the_deployment_wherever_the_program_is_started()
    {
        using var elsewhere = new Deployment();
        _deployment.WithFile("project: file\nstate: ../kept");

        var options = elsewhere.Resolve($"--deployment={_deployment.Folder}");

        options.Text(OptionCatalogue.Project).Should().Be("file");
        options.Text(OptionCatalogue.State).Should().Be(Path.GetFullPath(_deployment.Path("../kept")));
    }

    [Fact]
    public void An_address_is_no_path() =>
        _deployment.Resolve("--source=https://example.org/v2.zip").Text(OptionCatalogue.Source).Should().Be("https://example.org/v2.zip");

    [Fact]
    public void Own_and_cake_options_mix_in_any_order()
    {
        var line = CommandLine.Parse(["--accept", "-t", "A", "--target=B", "--tree", "-v", "q"]);

        line.Targets.Should().Equal("A", "B");
        line.Has("tree").Should().BeTrue();
        line.Values("accept").Should().Equal("true");
    }

    public void Dispose() => _deployment.Dispose();
}
