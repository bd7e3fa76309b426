using Hopguard.Containers.Ports;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;

namespace Hopguard.Docker.Tests.Connection;

public sealed class EngineClientTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard engine ");

    private string Socket => Path.Combine(_folder.FullName, "docker.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_socket_that_is_not_there_is_said_to_be_missing() =>
        (await AskAsync()).Should().Be($"Docker Engine at 'unix://{Socket}' is not reachable: there is no such socket");

    [Fact]
    public async Task A_file_that_nobody_listens_at_refuses()
    {
        await File.WriteAllTextAsync(Socket, string.Empty);
        (await AskAsync()).Should().Be($"Docker Engine at 'unix://{Socket}' is not reachable: Connection refused");
    }

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.54", "1.47")]
    [InlineData("", "1.41")]
    public async Task The_newest_version_that_both_know_is_spoken(string offered, string spoken)
    {
        await using var fake = new FakeEngine(offered, _ => FakeEngine.Ok("""{ "ID": "a", "ServerVersion": "20.10.24", "DockerRootDir": "/var/lib/docker" }"""));
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        (await engine.DescribeAsync(CancellationToken.None)).Should().Be(new EngineDescription("a", "20.10.24", "/var/lib/docker"));
        await engine.DescribeAsync(CancellationToken.None);
        fake.Asked.Should().Equal("GET /_ping", $"GET /v{spoken}/info", $"GET /v{spoken}/info");
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_asked_nothing()
    {
        await using var fake = new FakeEngine("1.40", _ => FakeEngine.Ok("{}"));
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        (await engine.Invoking(it => it.StopAsync("db", TimeSpan.Zero, CancellationToken.None)).Should().ThrowAsync<HopguardException>())
            .WithMessage($"Docker Engine at '{fake.Address}' speaks API 1.40, older than 1.41").Which.Remedy.Should().Be("Update Docker Engine to 20.10 or newer");
        fake.Asked.Should().Equal("GET /_ping");
    }

    // What the engine answers of a container that ends between two questions.
    [Fact]
    public async Task A_container_without_processes_has_none()
    {
        await using var fake = new FakeEngine("1.41", _ => FakeEngine.Ok("""{ "Titles": ["PID", "COMMAND"], "Processes": null }"""));
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        (await engine.ListProcessesAsync("db", CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Something_else_than_an_engine_is_said_to_be_no_engine()
    {
        await using var fake = new FakeEngine("", _ => FakeEngine.Ok("<html>It works!</html>"));
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        (await engine.Invoking(it => it.FindVolumeAsync("cvat_db", CancellationToken.None)).Should().ThrowAsync<HopguardException>())
            .WithMessage("Docker Engine gave an answer that cannot be read: *").Which.Remedy.Should().Contain("DOCKER_HOST");
    }

    [Fact]
    public async Task A_name_is_one_segment_of_what_is_asked_whatever_it_holds()
    {
        await using var fake = new FakeEngine("1.41", _ => "404 Not Found\n{ \"message\": \"none\" }");
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        (await engine.FindVolumeAsync("a/b c?d#e", CancellationToken.None)).Should().BeNull();
        fake.Asked.Should().EndWith("GET /v1.41/volumes/a%2Fb%20c%3Fd%23e");
    }

    [Fact]
    public async Task No_time_to_stop_is_not_the_engines_own_time()
    {
        await using var fake = new FakeEngine("1.41", _ => FakeEngine.Ok("{}"));
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        await engine.StopAsync("db", TimeSpan.Zero, CancellationToken.None);
        fake.Asked.Should().EndWith("POST /v1.41/containers/db/stop?t=1");
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_anew_for_a_question_and_never_to_make_something()
    {
        await using var fake = new FakeEngine("1.41", _ => FakeEngine.Broken);
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address) { AbsenceBorne = TimeSpan.Zero });

        await engine.Invoking(it => it.FindVolumeAsync("a", CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage("*is not reachable: *");
        await engine.Invoking(it => it.CreateVolumeAsync("a", new Dictionary<string, string>(), CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage("*is not reachable: *");
        fake.Asked.Where(line => line.StartsWith("GET /v", StringComparison.Ordinal)).Should().HaveCountGreaterThanOrEqualTo(4);
        fake.Asked.Where(line => line.StartsWith("POST", StringComparison.Ordinal)).Should().ContainSingle();
    }

    [Fact]
    public async Task An_engine_that_refuses_is_heard_once_in_its_own_words()
    {
        await using var fake = new FakeEngine("1.41", _ => "400 Bad Request\n{ \"message\": \"no such driver.\" }");
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        (await engine.Invoking(it => it.StartAsync("db", CancellationToken.None)).Should().ThrowAsync<HopguardException>())
            .WithMessage("Docker Engine refused 'containers/db/start' with status 400: no such driver");
        fake.Asked.Should().Equal("GET /_ping", "POST /v1.41/containers/db/start");
    }

    [Theory]
    [InlineData("get cvat_data: database not open", true)]
    [InlineData("Error while dialing: dial unix /run/containerd/containerd.sock", true)]
    [InlineData("driver failed", false)]
    public void An_engine_that_goes_down_is_said_to_go_down(string words, bool goesDown)
    {
        var refusal = EngineRefusal.Explain(System.Net.HttpStatusCode.InternalServerError, words, "volumes/cvat_data");

        refusal.IsEngineDown.Should().Be(goesDown);
        (refusal.Message, refusal.Remedy).Should().Be(goesDown
            ? ($"Docker Engine is stopping or down: {words}", "Start it first ('systemctl start docker')")
            : ($"Docker Engine refused 'volumes/cvat_data' with status 500: {words}", null));
    }

    [Fact]
    public void Compose_without_its_engine_names_the_engine() => ComposeFailure.Explain(
        new Hopguard.Containers.Ports.ComposeProject("cvat", "/srv", ["compose.yml"]), "up", new CommandResult(1, "", "Cannot connect to the Docker daemon at unix:///run/docker.sock. Is the docker daemon running?"))
        .Should().Match<HopguardException>(failure => failure.IsEngineDown && failure.Message.StartsWith("Docker Engine is stopping or down: "));

    private async Task<string> AskAsync()
    {
        using var engine = new DockerEngine(new DockerEndpoint($"unix://{Socket}"));
        var ask = () => engine.FindContainerAsync("any", CancellationToken.None);
        return (await ask.Should().ThrowAsync<HopguardException>()).Which.Message;
    }
}
