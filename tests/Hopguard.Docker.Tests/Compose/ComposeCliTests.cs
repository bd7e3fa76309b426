using System.Net.Sockets;
using Hopguard.Containers.Ports;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;

namespace Hopguard.Docker.Tests.Compose;

[Collection(nameof(SecondDockerLabCollection))]
public sealed class ComposeCliTests(DockerLab lab) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-compose");
    private readonly Dictionary<string, string> _environment = [];

    private ComposeProject Project => new("hopguard-test", _folder.FullName, ["compose.yml"]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Version_is_read() => (await Cli().VersionAsync(CancellationToken.None)).Major.Should().BeGreaterThanOrEqualTo(2);

    [Theory]
    [InlineData("exit 1", "'docker compose' does not work*")]
    [InlineData("echo 1.29.2", "'docker compose' is version 1.29.2, older than 2.0")]
    [InlineData("echo what", "*is no version")]
    public async Task Missing_or_old_compose_is_an_error_with_a_remedy(string script, string message)
    {
        Plugin($"case \"$*\" in *metadata) echo '{{\"SchemaVersion\":\"0.1.0\",\"Vendor\":\"test\",\"Version\":\"1\"}}';; *) {script};; esac");

        var error = await this.Invoking(test => test.Cli().VersionAsync(CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage(message);
        error.Which.Remedy.Should().Contain("Install the compose plug-in");
    }

    [Fact]
    public async Task Compose_is_not_waited_for_when_the_engine_hangs()
    {
        Write("services: { app: { image: 'app:1' } }");
        using var deaf = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        deaf.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "docker.sock")));
        deaf.Listen();
        var endpoint = new DockerEndpoint($"unix://{_folder.FullName}/docker.sock");
        using var engine = new DockerEngine(endpoint);
        var compose = new ComposeCli(endpoint) { Watch = new EngineWatch(engine) { Interval = TimeSpan.FromSeconds(0.5) } };

        var up = () => compose.UpAsync(Project, [], start: true, withDependencies: true, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

        (await up.Should().ThrowAsync<HopguardException>()).Which.Should().Match<HopguardException>(error =>
            error.Message == "'docker compose up' was given up: Docker Engine has answered nothing for 1.5 s" && error.Remedy!.EndsWith("then repeat the command"));
    }

    [Fact]
    public async Task An_engine_that_answers_nothing_is_restarted_and_the_command_repeated()
    {
        using var deaf = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        deaf.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "docker.sock")));
        deaf.Listen();
        using var hanging = new DockerEngine(new DockerEndpoint($"unix://{_folder.FullName}/docker.sock"));
        var engine = hanging;
        await Remedies.LeadsOutAsync(
            () => new EngineWatch(engine) { Interval = TimeSpan.FromSeconds(0.2) }.WaitAsync("'docker compose up'", async token => { await Task.Delay(TimeSpan.FromSeconds(2), token); return true; }, CancellationToken.None),
            "'docker compose up' was given up: Docker Engine has answered nothing for *", "Look at the engine's log; restart it if it hangs, then repeat the command", () => engine = lab.Engine);
    }

    [Fact]
    public async Task Compose_may_take_as_long_as_it_likes_while_the_engine_answers()
    {
        var watch = new EngineWatch(lab.Engine) { Interval = TimeSpan.FromSeconds(0.1) };

        (await watch.WaitAsync("Work", async token => { await Task.Delay(TimeSpan.FromSeconds(1), token); return "done"; }, CancellationToken.None)).Should().Be("done");
    }

    [Fact]
    public async Task Project_is_rendered_with_full_names()
    {
        Write("services: { app: { image: 'app:1', container_name: fixed, environment: { A: b }, ports: ['8080:80'], volumes: ['data:/data:ro', './here:/there'] } }\nvolumes: { data: }");

        var rendered = await Cli().ConfigAsync(Project, CancellationToken.None);

        rendered.Volumes.Should().Equal(new Dictionary<string, string> { ["data"] = "hopguard-test_data" });
        rendered.Services["app"].Should().BeEquivalentTo(new ComposeService(
            "app", "app:1", "fixed", new Dictionary<string, string> { ["A"] = "b" },
            [new("volume", "hopguard-test_data", "/data", true), new("bind", Path.Combine(_folder.FullName, "here"), "/there", false)], ["8080:80/tcp"]));
    }

    [Fact]
    public async Task Variable_that_chooses_an_image_does_not_leak_in_but_other_ones_do()
    {
        Write("services: { app: { environment: { HOST: '${APP_HOST}', V: '${APP_VERSION}' },\n image: 'app:${APP_VERSION:-v1}' } }");
        (_environment["APP_VERSION"], _environment["APP_HOST"]) = ("v9", "example");

        var app = (await Cli().ConfigAsync(Project, CancellationToken.None)).Services["app"];

        app.Image.Should().Be("app:v1");
        app.Environment.Should().Contain("HOST", "example");
    }

    [Theory]
    [InlineData("environment: { HOST: }")]
    [InlineData("environment: { HOST: ~ }")]
    [InlineData("environment: [HOST, OTHER=1]")]
    [InlineData("environment: { <<: *all, LAST: x }", "x-all: &all { HOST: , SAID: x }")]
    [InlineData("environment: { <<: [*all], LAST: x }", "x-all: &all { HOST: , SAID: x }")]
    [InlineData("<<: *whole", "x-whole: &whole { environment: { HOST: , SAID: x } }")]
    [InlineData("env_file: [more.settings]")]
    public async Task What_files_only_name_comes_from_the_shell(string service, string before = "")
    {
        Write($"{before}\nservices: {{ app: {{ image: 'app:1', {service} }} }}");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "more.settings"), "HOST\nSAID=x\n");
        (_environment["HOST"], _environment["SAID"], _environment["OTHER"]) = ("example", "not asked for", "not either");

        (await Cli().ConfigAsync(Project, CancellationToken.None)).Services["app"].Environment.Should().Contain("HOST", "example").And.NotContainValue("not asked for").And.NotContainValue("not either");
        Cli().FindNames(Project).Should().Contain("HOST").And.NotContain("SAID").And.NotContain("OTHER");
        ValueOf("HOST").Should().Be(new VariableValue("example", null));

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".env"), "HOST='example'");
        ValueOf("HOST").Should().Be(new VariableValue("example", "example"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".env"), "HOST=${OTHER}");
        _environment.Remove("HOST");
        ValueOf("HOST").Should().Be(new VariableValue(null, "${OTHER}"), "only compose knows it");
    }

    private VariableValue ValueOf(string name) => Cli().FindValues(Project, [name])[name];

    [Fact]
    public async Task What_a_secret_is_made_of_comes_from_the_shell()
    {
        Write("services: { app: { image: 'app:1', secrets: [key, file, { source: key, target: other }], configs: [{ source: more, target: /etc/more }] } }\nsecrets: { key: { environment: APP_KEY }, file: { file: ./key } }\nconfigs: { more: { environment: APP_MORE } }");
        _environment["APP_KEY"] = "geheim";

        var app = (await Cli().ConfigAsync(Project, CancellationToken.None)).Services["app"];

        app.FilesOfVariables.Should().Equal(new Dictionary<string, string> { ["/run/secrets/key"] = "APP_KEY", ["/run/secrets/other"] = "APP_KEY", ["/etc/more"] = "APP_MORE" });
        app.Mounts.Should().ContainSingle().Which.Target.Should().Be("/run/secrets/file");
        Cli().FindNames(Project).Should().Contain("APP_KEY").And.Contain("APP_MORE");
        Cli().FindUnset(Project, app.FilesOfVariables.Values).Should().Equal("APP_MORE");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".env"), "APP_MORE=");
        Cli().FindUnset(Project, app.FilesOfVariables.Values).Should().BeEmpty();
    }

    [Fact]
    public async Task Settings_file_is_read_and_unset_variables_are_warned_of()
    {
        Write("services: { app: { image: 'app:${APP_VERSION}${MISSING}' } }");
        File.WriteAllText(Path.Combine(_folder.FullName, ".env"), "APP_VERSION=v3");

        var rendered = await Cli().ConfigAsync(Project, CancellationToken.None);

        rendered.Services["app"].Image.Should().Be("app:v3");
        rendered.Warnings.Should().ContainSingle().Which.Should().Contain("'MISSING' variable is not set");
    }

    [Fact]
    public async Task Missing_and_malformed_files_are_errors()
    {
        await this.Invoking(test => test.Cli().ConfigAsync(Project, CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage("Compose file 'compose.yml' does not exist*");

        Write("services: [");
        await this.Invoking(test => test.Cli().ConfigAsync(Project, CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage("'docker compose config' of project 'hopguard-test' failed*");
    }

    [Fact]
    public async Task Compose_is_asked_once_for_what_cannot_have_changed()
    {
        PluginThatCounts();
        var cli = Cli();
        Write("services: { app: { image: 'app:1' } }");

        await cli.ConfigAsync(Project, CancellationToken.None);
        await cli.ConfigAsync(Project, CancellationToken.None);
        Asked().Should().Equal("version", "config");

        File.WriteAllText(Path.Combine(_folder.FullName, ".env"), "APP_VERSION=v3");
        await cli.ConfigAsync(Project, CancellationToken.None);
        Write("services: { app: { image: 'app:2' } }");
        await cli.ConfigAsync(Project, CancellationToken.None);
        await cli.ConfigAsync(Project with { Name = "other" }, CancellationToken.None);
        Asked().Should().Equal("version", "config", "config", "config", "config");
    }

    [Fact]
    public async Task A_project_that_takes_in_other_files_is_rendered_each_time()
    {
        PluginThatCounts();
        var cli = Cli();
        Write("services: { app: { image: 'app:1', env_file: app.env } }");

        await cli.ConfigAsync(Project, CancellationToken.None);
        await cli.ConfigAsync(Project, CancellationToken.None);

        Asked().Should().Equal("version", "config", "config");
    }

    [Fact]
    public async Task What_runs_when_a_project_is_taken_down_has_time_to_end()
    {
        Write($$"""services: { slow: { image: {{DockerLab.Busybox}}, command: [sh, -c, "trap 'sleep 11; echo whole > /end/mark; exit 0' TERM; sleep 86400 & wait"], volumes: ['./end:/end'] } }""");
        var end = Directory.CreateDirectory(Path.Combine(_folder.FullName, "end"));
        await Cli().UpAsync(Project, [], start: true, withDependencies: true, CancellationToken.None);

        await Cli().DownAsync(Project, CancellationToken.None);

        end.EnumerateFiles().Should().ContainSingle("compose by itself kills after ten seconds, and a database has to recover then").Which.Name.Should().Be("mark");
    }

    [Fact]
    public async Task Cancelled_command_leaves_no_process()
    {
        Plugin("case \"$*\" in *metadata) echo '{\"SchemaVersion\":\"0.1.0\",\"Vendor\":\"test\",\"Version\":\"1\"}';; *) echo $$ > " + _folder.FullName + "/pid; sleep 600;; esac");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await this.Invoking(test => test.Cli().VersionAsync(stop.Token)).Should().ThrowAsync<OperationCanceledException>();

        // One that is dead but not yet collected by its parent has an empty command line.
        var left = $"/proc/{File.ReadAllText(Path.Combine(_folder.FullName, "pid")).Trim()}/cmdline";
        (File.Exists(left) ? await File.ReadAllTextAsync(left) : "").Should().BeEmpty();
    }

    private void PluginThatCounts() => Plugin($$$"""
        case "$*" in
          *metadata) echo '{"SchemaVersion":"0.1.0","Vendor":"test","Version":"1"}' ;;
          *version*) echo version >> {{{_folder.FullName}}}/asked; echo 2.26.0 ;;
          *) echo config >> {{{_folder.FullName}}}/asked; echo '{"name":"hopguard-test","services":{}}' ;;
        esac
        """);

    private string[] Asked() => File.ReadAllLines(Path.Combine(_folder.FullName, "asked"));

    private ComposeCli Cli() => new(lab.Endpoint, name => _environment.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name));

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "compose.yml"), text);

    private void Plugin(string script)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "cli-plugins")).FullName, "docker-compose");
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _environment["DOCKER_CONFIG"] = _folder.FullName;
    }
}
