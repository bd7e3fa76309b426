using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Wire;

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
        new Engine.Ports.ComposeProject("cvat", "/srv", ["compose.yml"]), "up", new CommandResult(1, "", "Cannot connect to the Docker daemon at unix:///run/docker.sock. Is the docker daemon running?"))
        .Should().Match<HopguardException>(failure => failure.IsEngineDown && failure.Message.StartsWith("Docker Engine is stopping or down: "));

    private async Task<string> AskAsync()
    {
        using var client = new EngineClient(new DockerEndpoint($"unix://{Socket}"));
        var ask = () => client.FindAsync<WireContainer>("containers/any/json", CancellationToken.None);
        return (await ask.Should().ThrowAsync<HopguardException>()).Which.Message;
    }
}
