using Hopguard.Containers.Ports;
using Hopguard.Docker.Compose;

namespace Hopguard.Docker.Tests.Compose;

/// <summary>What compose, or a project's files, are refused for, and what is to be done then: with that, the same project is rendered.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class ComposeRemedyTests(DockerLab lab) : IDisposable
{
    private const string Good = "services: { app: { image: 'app:1' } }";
    private const string Metadata = "*metadata) echo '{\"SchemaVersion\":\"0.1.0\",\"Vendor\":\"test\",\"Version\":\"1\"}';;";
    private const string Install = "Install the compose plug-in of Docker (package 'docker-compose-plugin' or 'docker-compose-v2'), version 2.0 or newer";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-compose");
    private readonly Dictionary<string, string> _environment = [];

    private string Plugin => Path.Combine(_folder.FullName, "cli-plugins", "docker-compose");

    private string Settings => Path.Combine(_folder.FullName, ".env");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("exit 1", "'docker compose' does not work*")]
    [InlineData("echo 1.29.2", "'docker compose' is version 1.29.2, older than 2.0")]
    [InlineData("echo what", "'docker compose version' answered 'what', which is no version")]
    public Task A_plug_in_that_does_not_do_is_replaced(string script, string refusal)
    {
        Pretend($"case \"$*\" in {Metadata} *) {script};; esac");
        return Remedies.LeadsOutAsync(() => Cli().VersionAsync(CancellationToken.None), refusal, Install, () => _environment.Clear());
    }

    [Fact]
    public async Task A_plug_in_that_answers_with_something_else_is_updated()
    {
        Write(Good);
        Pretend($"case \"$*\" in {Metadata} *version*) echo 2.1.0;; *) echo name: shop;; esac");
        await Remedies.LeadsOutAsync(ConfigAsync, "'docker compose config' did not answer with JSON", "Update the compose plug-in", () => _environment.Clear());
    }

    [Fact]
    public Task A_file_that_is_not_there_is_named_or_brought() => Remedies.LeadsOutAsync(
        ConfigAsync, $"Compose file 'compose.yml' does not exist in '{_folder.FullName}'", "Name the compose files of the deployment with --compose-files", () => Write(Good));

    [Fact]
    public async Task A_file_that_compose_does_not_understand_is_corrected()
    {
        Write("services: [");
        await Remedies.LeadsOutAsync(
            ConfigAsync, "'docker compose config' of project 'hopguard-test' failed with exit code *", $"Look at 'compose.yml' in '{_folder.FullName}', and at the '.env' file beside the deployment's", () => Write(Good));
    }

    [Fact]
    public async Task A_setting_that_is_missing_is_added()
    {
        Write("services: { app: { image: 'app:${TAG:?which one}' } }");
        await Remedies.LeadsOutAsync(
            ConfigAsync, "Setting 'TAG' that 'compose.yml' needs is missing: which one", $"Add 'TAG=…' to '{Settings}'; an exported value is not used, since it chooses an image", () => File.WriteAllText(Settings, "TAG=1\n"));

        Write("services:\n  app:\n    image: app:1\n    environment: { HOST: '${APP_HOST:?whose}' }\n");
        await Remedies.LeadsOutAsync(
            ConfigAsync, "Setting 'APP_HOST' that 'compose.yml' needs is missing: whose", $"Add 'APP_HOST=…' to '{Settings}', or set the variable", () => _environment["APP_HOST"] = "example.org");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_installed()
    {
        var program = Path.Combine(_folder.FullName, "docker");
        await Remedies.LeadsOutAsync(
            () => CommandLine.RunAsync(program, [], _folder.FullName, new Dictionary<string, string>(), CancellationToken.None),
            $"Program '{program}' cannot be started: *", $"Install '{program}' and put it on the PATH", () => Script(program, "true"));
    }

    private Task<ComposeConfiguration> ConfigAsync() => Cli().ConfigAsync(new ComposeProject("hopguard-test", _folder.FullName, ["compose.yml"]), CancellationToken.None);

    private ComposeCli Cli() => new(lab.Endpoint, name => _environment.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name));

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "compose.yml"), text);

    private void Pretend(string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Plugin)!);
        Script(Plugin, script);
        _environment["DOCKER_CONFIG"] = _folder.FullName;
    }

    private static void Script(string file, string script)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
