using System.Net;
using System.Net.Sockets;
using Hopguard.Containers.Ports;
using Hopguard.Docker.Connection;
using Microsoft.Extensions.Time.Testing;

namespace Hopguard.Docker.Tests.Connection;

/// <summary>An engine that refuses, or that cannot be reached, and what the refusal says is to be done: with that, the same question is answered.</summary>
public sealed class EngineRemedyTests : IDisposable
{
    private const string Info = """{ "ID": "a", "ServerVersion": "20.10.24", "DockerRootDir": "/var/lib/docker" }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard remedy ");

    private string Socket => Path.Combine(_folder.FullName, "docker.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("500 Internal Server Error", "write /var/lib/docker/x: no space left on device", "Docker Engine has no space left: write*", "Free space where the engine keeps its data")]
    [InlineData("404 Not Found", "No such image: cvat/server:v2.3.0", "Docker Engine does not have the image: No such image: cvat/server:v2.3.0", "Pull or load the image on the engine first")]
    [InlineData("500 Internal Server Error", "driver failed programming external connectivity on endpoint traefik (cb): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use", "Docker Engine cannot open a port that is in use: driver failed*traefik*:80*", "End what listens on the port that the engine names, then run the same command again")]
    [InlineData("409 Conflict", "The container name \\\"/db\\\" is already in use", "Docker Engine refused a name that is taken: The container name*", "Rename or remove the container that has the name")]
    [InlineData("500 Internal Server Error", "database not open", "Docker Engine is stopping or down: database not open", "Start it first ('systemctl start docker')")]
    public async Task What_the_engine_refuses_goes_through_when_its_cause_is_gone(string status, string words, string refusal, string remedy)
    {
        var answer = $"{status}\n{{ \"message\": \"{words}\" }}";
        await using var fake = new FakeEngine("1.41", _ => answer);
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        await Remedies.LeadsOutAsync(() => engine.StartAsync("db", CancellationToken.None), refusal, remedy, () => answer = "204 No Content\n");
    }

    [Fact]
    public async Task Something_else_than_an_engine_is_left_for_one()
    {
        var answer = FakeEngine.Ok("<html>It works!</html>");
        await using var fake = new FakeEngine("", _ => answer);
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        await Remedies.LeadsOutAsync(
            () => engine.DescribeAsync(CancellationToken.None), "Docker Engine gave an answer that cannot be read: *", "Look whether DOCKER_HOST names a Docker Engine", () => answer = FakeEngine.Ok(Info));
    }

    [Fact]
    public async Task An_engine_that_is_down_or_too_old_is_started_or_updated()
    {
        await using var old = new FakeEngine("1.40", _ => FakeEngine.Ok(Info));
        await using var current = new FakeEngine("1.41", _ => FakeEngine.Ok(Info));
        Task<EngineDescription> DescribeAsync()
        {
            // A process of its own, as the next command is.
            var engine = new DockerEngine(new DockerEndpoint("unix://" + Socket));
            return engine.DescribeAsync(CancellationToken.None);
        }

        await Remedies.LeadsOutAsync(
            DescribeAsync, $"Docker Engine at 'unix://{Socket}' is not reachable: there is no such socket", "Start it ('systemctl start docker'), or let DOCKER_HOST name the engine of the deployment",
            () => Answers(current));

        Answers(old);
        await Remedies.LeadsOutAsync(DescribeAsync, $"Docker Engine at 'unix://{Socket}' speaks API 1.40, older than 1.41", "Update Docker Engine to 20.10 or newer", () => Answers(current));
    }

    [Theory]
    [InlineData("ssh://db", "DOCKER_HOST 'ssh://db' uses 'ssh', which is not supported", "Run Hopguard on the engine's own host, with unix:///path")]
    [InlineData("engine", "DOCKER_HOST 'engine' is not an address", "Use unix:///path or tcp://host:port")]
    public async Task An_address_that_is_none_is_corrected(string address, string refusal, string remedy)
    {
        await using var fake = new FakeEngine("1.41", _ => FakeEngine.Ok(Info));
        await Remedies.LeadsOutAsync(async () =>
        {
            using var engine = new DockerEngine(new DockerEndpoint(address));
            await engine.DescribeAsync(CancellationToken.None);
        }, refusal, remedy, () => address = fake.Address);
    }

    [Fact]
    public async Task A_user_who_may_not_joins_and_an_engine_that_hangs_is_restarted()
    {
        Exception? trouble = new HttpRequestException("connect", new SocketException((int)SocketError.AccessDenied));
        using var client = new HttpClient(new EngineHandler(new DockerEndpoint("unix:///d"), new Answering(() => trouble), new EngineAbsence(TimeSpan.Zero, TimeProvider.System)));
        Task<string> AskAsync() => client.GetStringAsync(new Uri("http://docker/info"));

        await Remedies.LeadsOutAsync(AskAsync, "Docker Engine at 'unix:///d' may not be used by user '*'", "Run as root, or join the group 'docker' and log in again", () => trouble = null);

        trouble = new OperationCanceledException();
        await Remedies.LeadsOutAsync(AskAsync, "Docker Engine at 'unix:///d' did not answer 'info' within 1 min 00 s", "Look at the engine's log; restart it if it hangs", () => trouble = null);
    }

    [Fact]
    public async Task Those_who_come_right_after_one_that_waited_in_vain_are_told_at_once()
    {
        var asked = 0;
        var silent = new Answering(() =>
        {
            asked++;
            return new OperationCanceledException();
        });
        using var client = new HttpClient(new EngineHandler(new DockerEndpoint("unix:///d"), silent, new EngineAbsence(TimeSpan.Zero, TimeProvider.System)));

        foreach (var path in new[] { "info", "volumes" })
        {
            await FluentActions.Awaiting(() => client.GetStringAsync(new Uri($"http://docker/{path}"))).Should().ThrowAsync<HopguardException>()
                .WithMessage("Docker Engine at 'unix:///d' did not answer '_ping' within 20 s");
        }

        asked.Should().Be(1);
    }

    [Fact]
    public async Task An_answer_that_stood_still_is_asked_for_again()
    {
        var clock = new FakeTimeProvider();
        Stream body = new Silent(clock);
        await Remedies.LeadsOutAsync(
            async () =>
            {
                using var limit = new SilenceLimit(TimeSpan.FromMinutes(2), CancellationToken.None, clock);
                await using var stream = limit.Watch(body);
                await limit.EndedInTimeAsync(stream.ReadAsync(new byte[1], limit.Token).AsTask(), "The pull of image 'x'");
            },
            "The pull of image 'x' stood still for 2 minutes", "Look at the engine's log; restart it if it hangs, then repeat the command", () => body = new MemoryStream([1]));
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_pulled_by_hand()
    {
        var isThere = false;
        await using var fake = new FakeEngine("1.41", line => line.StartsWith("POST", StringComparison.Ordinal) && !isThere ? "404 Not Found\n{ \"message\": \"pull access denied\" }"
            : isThere ? FakeEngine.Ok("""{ "Id": "sha256:1" }""") : "404 Not Found\n{ \"message\": \"none\" }");
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        await Remedies.LeadsOutAsync(
            () => engine.PullImageAsync("shop/web:1", new Progress<StepProgress>(), CancellationToken.None), "Image 'shop/web:1' cannot be pulled: pull access denied",
            "Run 'docker pull shop/web:1' on the host (log in first where the registry asks for it), or load it", () => isThere = true);
    }

    [Fact]
    public async Task A_connection_that_broke_in_the_middle_of_a_tool_is_made_again()
    {
        var frame = "\u0001\0\0\0\0\0\0\u0005ab";
        await using var fake = new FakeEngine("1.41", line => line.Contains("/create", StringComparison.Ordinal) ? "201 Created\n{ \"Id\": \"x\" }"
            : line.Contains("/attach", StringComparison.Ordinal) ? FakeEngine.Ok(frame)
            : line.StartsWith("GET", StringComparison.Ordinal) ? FakeEngine.Ok("""{ "Id": "x", "Config": { "Tty": false } }""")
            : line.Contains("/wait", StringComparison.Ordinal) ? FakeEngine.Ok("""{ "StatusCode": 0 }""")
            : "204 No Content\n");
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address));

        (await Remedies.LeadsOutAsync(
            () => engine.RunAsync(new ContainerSpec { Owner = DockerLab.Owner, Image = "tool", Command = [] }, null, CancellationToken.None),
            "The connection to Docker Engine broke while 'tool' ran", "Look whether the engine was restarted", () => frame = "\u0001\0\0\0\0\0\0\u0002ab")).Output.Should().Be("ab");
    }

    private void Answers(FakeEngine fake)
    {
        File.Delete(Socket);
        File.CreateSymbolicLink(Socket, fake.Address["unix://".Length..]);
    }

    private sealed class Answering(Func<Exception?> trouble) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            trouble() is { } thrown ? Task.FromException<HttpResponseMessage>(thrown) : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Info) });
    }

    // The time goes by while it is waited for.
    private sealed class Silent(FakeTimeProvider clock) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var wait = Task.Delay(Timeout.Infinite, cancellationToken);
            clock.Advance(TimeSpan.FromMinutes(3));
            await wait;
            return 0;
        }
    }
}
