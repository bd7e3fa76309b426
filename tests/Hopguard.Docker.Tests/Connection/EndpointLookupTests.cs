using System.Security.Cryptography;
using System.Text;
using Hopguard.Docker.Connection;

namespace Hopguard.Docker.Tests.Connection;

public sealed class EndpointLookupTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("hopguard-endpoint");
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void Without_settings_it_is_the_default_socket() => Find().Should().Be(new DockerEndpoint("unix:///var/run/docker.sock"));

    [Fact]
    public void Docker_host_wins_over_a_context()
    {
        Context("lab", "unix:///lab.sock");
        _environment["DOCKER_HOST"] = "tcp://db.example:2375";

        Find().Should().Be(new DockerEndpoint("tcp://db.example:2375"));
    }

    [Fact]
    public void Tls_settings_choose_certificates()
    {
        _environment["DOCKER_HOST"] = "tcp://db.example:2376";
        _environment["DOCKER_TLS_VERIFY"] = "1";
        _environment["DOCKER_CERT_PATH"] = "/certificates";

        Find().Should().Be(new DockerEndpoint("tcp://db.example:2376", "/certificates"));
        Find().ToEnvironment().Should().Contain("DOCKER_CERT_PATH", "/certificates").And.Contain("DOCKER_TLS_VERIFY", "1");
    }

    [Fact]
    public void Current_context_is_followed()
    {
        Context("lab", "unix:///lab.sock");
        Write(".docker/config.json", """{ "currentContext": "lab" }""");

        Find().Should().Be(new DockerEndpoint("unix:///lab.sock"));
    }

    [Fact]
    public void Missing_context_is_an_error()
    {
        _environment["DOCKER_CONTEXT"] = "gone";

        this.Invoking(test => test.Find()).Should().Throw<HopguardException>().WithMessage("Docker context 'gone' does not exist");
    }

    [Fact]
    public void Damaged_configuration_is_an_error()
    {
        Write(".docker/config.json", "{");

        this.Invoking(test => test.Find()).Should().Throw<HopguardException>().WithMessage("*is not valid JSON");
    }

    [Fact]
    public void A_context_or_configuration_that_does_not_do_is_put_right()
    {
        const string another = "Choose another with 'docker context use', or set DOCKER_HOST";
        _environment["DOCKER_CONTEXT"] = "gone";
        Remedies.LeadOut(() => Find(), "Docker context 'gone' does not exist", another, () => _environment.Remove("DOCKER_CONTEXT"));

        _environment["DOCKER_CONTEXT"] = "empty";
        Context("empty", string.Empty);
        Remedies.LeadOut(() => Find(), "Docker context 'empty' names no engine", another, () => _environment["DOCKER_HOST"] = "unix:///d");

        _environment.Clear();
        Write(".docker/config.json", "{");
        Remedies.LeadOut(() => Find(), "Docker configuration '*config.json' is not valid JSON", "Correct the file, or set DOCKER_HOST", () => Write(".docker/config.json", "{}"));
    }

    private DockerEndpoint Find() => new EndpointLookup(_environment.GetValueOrDefault, _home.FullName).Find();

    private void Context(string name, string host)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        Write($".docker/contexts/meta/{id}/meta.json", $$"""{ "Name": "{{name}}", "Endpoints": { "docker": { "Host": "{{host}}", "SkipTLSVerify": false } } }""");
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_home.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
