using System.Net;
using System.Net.Sockets;
using System.Text;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Docker.Compose;
using Hopguard.Engine.Secrets;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Tests.Compose;

/// <summary>What a version is read from, and what is said where it cannot be; the server is a socket of the test.</summary>
public sealed class VersionReaderTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-version-");
    private readonly Redactor _redactor = new();
    private readonly IContainerEngine _engine = Substitute.For<IContainerEngine>();
    private readonly IStoreProbe _database = Substitute.For<IStoreProbe>();
    private string _answer = "200 OK\n{\"version\": \"1.0.0\"}";
    private string _request = string.Empty;
    private string? _exported;

    public VersionReaderTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = _listener.ServeAllAsync(ServeAsync);
        _database.Kind.Returns(StoreKind.PostgreSql);
        _engine.FindImageAsync("id of server", default).ReturnsForAnyArgs(Image(("org.opencontainers.image.version", "v1.0.0")));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Delete(recursive: true);
    }

    private VersionProbe Asked => new("server", ((IPEndPoint)_listener.LocalEndPoint!).Port, "/about", "version");

    private VersionProbe WithToken => Asked with { Request = Asked.Request! with { Header = new ProbeHeader("Authorization", "Bearer", "SHOP_TOKEN") } };

    [Theory]
    [InlineData("200 OK\n{\"version\": \" 1.0.0 \"}", "1.0.0", null)]
    [InlineData("200 OK\n<html>starting</html>", null, "service 'server' answers '/about' without a JSON field 'version'")]
    [InlineData("200 OK\n[]", null, "service 'server' answers '/about' without a JSON field 'version'")]
    [InlineData("200 OK\n{\"version\": \"\"}", null, "what service 'server' says of its version is empty")]
    [InlineData("502 Bad Gateway\n", null, "service 'server' answers 502 to '/about'")]
    [InlineData("401 Unauthorized\n", null, "service 'server' answers 401 to '/about'")]
    public async Task A_version_is_in_the_answer_or_it_is_said_why_not(string answer, string? version, string? trouble)
    {
        _answer = answer;

        (await ReadAsync(Asked)).Should().Match<VersionReading>(reading => reading.Version == version && reading.Trouble == trouble);
    }

    [Theory]
    [InlineData("SHOP_TOKEN='geheim # wort'", null, "geheim # wort")]
    [InlineData("export SHOP_TOKEN=\"aus \\\"der\\\" Datei\"", null, "aus \"der\" Datei")]
    [InlineData("SHOP_TOKEN=aus-der-datei # bis morgen", "aus-der-umgebung", "aus-der-umgebung")]
    public async Task A_header_has_its_value_from_the_environment_or_the_settings_and_no_log_has_it(string line, string? exported, string value)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".env"), line + "\n");
        _exported = exported;

        (await ReadAsync(WithToken)).Version.Should().Be("1.0.0");

        _request.Should().Contain($"\r\nAuthorization: Bearer {value}\r\n");
        _redactor.Redact($"curl said {value}").Should().Be("curl said ***");
    }

    [Theory]
    [InlineData("OTHER=1", "Service 'server' cannot be asked for its version: neither the environment nor '.env' in '*' sets 'SHOP_TOKEN', which header 'Authorization' takes its value from")]
    [InlineData("SHOP_TOKEN=$OTHER", "Setting 'SHOP_TOKEN' in '*' refers to another variable")]
    [InlineData("SHOP_TOKEN='a\nb'", "The value of 'SHOP_TOKEN' cannot stand in a header: it spans several lines")]
    public async Task A_header_without_a_value_is_not_sent_and_hinders_nobody_who_needs_none(string line, string refusal)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".env"), line + "\n");

        (await ReadAsync(WithToken)).Trouble.Should().Match(refusal);
        (await ReadAsync(Application(Asked, WithToken), "shop/server:v1.0.0")).Version.Should().Be("1.0.0", "only the newer release needs it");

        _request.Should().NotContain("Authorization");
    }

    [Theory]
    [InlineData("OTHER=1", "Service 'server' cannot be asked for its version: neither the environment nor '.env' in '*' sets 'SHOP_TOKEN', which header 'Authorization' takes its value from", "Export SHOP_TOKEN, or add it to '.env' of the deployment")]
    [InlineData("SHOP_TOKEN=$OTHER", "Setting 'SHOP_TOKEN' in '*' refers to another variable", "Write its value, in single quotes where it holds a '$', or export SHOP_TOKEN")]
    [InlineData("SHOP_TOKEN='a\nb'", "The value of 'SHOP_TOKEN' cannot stand in a header: it spans several lines", "Write it on one line")]
    public async Task A_header_without_a_value_is_given_one(string line, string refusal, string remedy)
    {
        var settings = Path.Combine(_folder.FullName, ".env");
        await File.WriteAllTextAsync(settings, line + "\n");

        await Remedies.LeadsOutAsync(
            async () => await ReadAsync(WithToken) is { Version: null } reading ? throw new HopguardException(reading.Trouble!, reading.Remedy) : true, refusal, remedy,
            () => File.WriteAllTextAsync(settings, "SHOP_TOKEN='secret'\n"));
    }

    [Fact]
    public async Task A_refused_header_says_where_its_value_is_corrected()
    {
        (_exported, _answer) = ("falsch", "403 Forbidden\n");

        (await ReadAsync(WithToken)).Should().Be(VersionReading.None(
            "service 'server' answers 403 to '/about' with header 'Authorization'", "Correct the value of 'SHOP_TOKEN' in the environment or in '.env'"));
    }

    [Fact]
    public async Task A_header_goes_nowhere_else()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var visited = false;
        _ = other.ServeAllAsync(client =>
        {
            visited = true;
            client.Dispose();
            return Task.CompletedTask;
        });
        (_exported, _answer) = ("geheim", $"302 Found\nLocation: http://127.0.0.1:{((IPEndPoint)other.LocalEndPoint!).Port}/");

        (await ReadAsync(WithToken)).Trouble.Should().Be("service 'server' answers 302 to '/about'");

        visited.Should().BeFalse();
    }

    [Theory]
    [InlineData("healthy", "1.0.0")]
    [InlineData(null, "1.0.0")]
    [InlineData("starting", null)]
    [InlineData("unhealthy", null)]
    public async Task A_label_counts_once_the_container_is_healthy(string? health, string? version)
    {
        var reading = await ReadAsync(new VersionProbe("server", new VersionSource.ImageLabel("org.opencontainers.image.version"), null), health: health);

        reading.Version.Should().Be(version);
        reading.Trouble.Should().Be(version is null ? "the container of service 'server' is not healthy" : null);
    }

    [Fact]
    public async Task A_label_that_the_image_lacks_is_named() =>
        (await ReadAsync(new VersionProbe("server", new VersionSource.ImageLabel("version"), null))).Trouble.Should().Be("image 'shop/server:v1.0.0' of container 'shop-server-1' has no label 'version'");

    [Theory]
    [InlineData("registry:5000/shop/server:v1.0.0@sha256:00", "1.0.0", null)]
    [InlineData("shop/server:latest", null, "the tag of image 'shop/server:latest' of container 'shop-server-1' is no version")]
    [InlineData("registry:5000/shop/server", null, "the tag of image 'registry:5000/shop/server' of container 'shop-server-1' is no version")]
    public async Task A_tag_may_be_the_version(string image, string? version, string? trouble) =>
        (await ReadAsync(new VersionProbe("server", new VersionSource.ImageTag(), null), image: image)).Should().Match<VersionReading>(reading => reading.Version == version && reading.Trouble == trouble);

    [Fact]
    public async Task A_query_gives_one_row_of_one_column()
    {
        var probe = new VersionProbe("server", new VersionSource.Query("database", "shop", "SELECT v FROM about"), null);
        foreach (var (rows, expected) in new (string[][] Rows, string Expected)[]
        {
            ([["1.0.0"]], "1.0.0"),
            ([], "the query for the version gives 0 rows of 0 columns, not one of one"),
            ([["1.0.0", "x"]], "the query for the version gives 1 rows of 2 columns, not one of one"),
        })
        {
            _database.QueryAsync("shop-db-1", "shop", "SELECT v FROM about", default).ReturnsForAnyArgs(rows);

            var reading = await ReadAsync(probe);
            (reading.Version ?? reading.Trouble).Should().Be(expected);
        }
    }

    [Fact]
    public async Task Each_release_is_read_in_its_own_way_and_what_another_says_of_it_does_not_count()
    {
        var other = new VersionProbe("server", new VersionSource.ImageLabel("version"), null);
        _engine.FindImageAsync("id of server", default).ReturnsForAnyArgs(Image(("version", "2.0.0")));
        var application = Application(Asked, other);

        _answer = "200 OK\n{\"version\": \"2.0.0\"}";
        (await ReadAsync(application, "shop/server:v2.0.0")).Version.Should().Be("2.0.0", "the label says so");

        _answer = "200 OK\n{\"version\": \"1.0.0\"}";
        (await ReadAsync(application, "shop/server:latest")).Trouble.Should().Be("what runs says several versions: 1.0.0 and 2.0.0");
    }

    private Task<VersionReading> ReadAsync(VersionProbe probe, string image = "shop/server:v1.0.0", string? health = null) => ReadAsync(Application(probe, null), image, health);

    private async Task<VersionReading> ReadAsync(Application application, string image, string? health = null)
    {
        using var client = new ProbeClient(new ReferencedSettings(name => name == "SHOP_TOKEN" ? _exported : null, _redactor));
        return await new VersionReader(_engine, client, [_database]).ReadAsync(application, [Container("server", image, health), Container("db", "postgres:15", null)], CancellationToken.None);
    }

    private static Application Application(VersionProbe probe, VersionProbe? newer) =>
        Shop.Application with { Version = probe, Releases = [Shop.Application.Releases[0], Shop.Application.Releases[1] with { Probe = newer }] };

    private static ImageState Image((string Name, string Value) label) => new("id", [], [], string.Empty, 1) { Labels = new Dictionary<string, string> { [label.Name] = label.Value } };

    private ContainerState Container(string service, string image, string? health) => new()
    {
        Id = service,
        Name = $"shop-{service}-1",
        Image = image,
        ImageId = $"id of {service}",
        Status = "running",
        Health = health,
        Addresses = new Dictionary<string, string> { ["shop_default"] = "127.0.0.1" },
        Labels = new Dictionary<string, string> { ["com.docker.compose.service"] = service, ["com.docker.compose.project.working_dir"] = _folder.FullName },
    };

    private async Task ServeAsync(Socket client)
    {
        using var stream = new NetworkStream(client, ownsSocket: true);
        var received = new byte[4096];
        _request = Encoding.ASCII.GetString(received, 0, await stream.ReadAsync(received));
        var parts = _answer.Split('\n', 2);
        var isHeader = parts[1].StartsWith("Location:", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {parts[0]}\r\n{(isHeader ? parts[1] + "\r\n" : string.Empty)}Connection: close\r\nContent-Length: {(isHeader ? 0 : parts[1].Length)}\r\n\r\n{(isHeader ? string.Empty : parts[1])}"));
    }
}
