using Hopguard.Containers.Ports;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Tests.Servers;

public sealed class SecretFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-secrets").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/run/secrets/password", "password")]
    [InlineData("/run/secrets", "")]
    public void A_password_in_a_file_is_read_where_the_host_has_it(string target, string source)
    {
        File.WriteAllText(Path.Combine(_folder, "password"), "se cret\n");

        Resolve(new ContainerMount("bind", Path.Combine(_folder, source).TrimEnd('/'), target, ReadOnly: true))
            .Should().Contain("POSTGRES_PASSWORD", "se cret").And.NotContainKey("POSTGRES_PASSWORD_FILE").And.Contain("POSTGRES_USER", "root");
    }

    [Fact]
    public void One_that_the_host_does_not_have_is_left_as_it_is() =>
        Resolve(new ContainerMount("volume", "secrets", "/run/secrets", ReadOnly: true)).Should().Contain("POSTGRES_PASSWORD_FILE", "/run/secrets/password");

    private static IReadOnlyDictionary<string, string> Resolve(ContainerMount mount) =>
        SecretFiles.Resolve(new Dictionary<string, string>(StringComparer.Ordinal) { ["POSTGRES_USER"] = "root", ["POSTGRES_PASSWORD_FILE"] = "/run/secrets/password" }, [mount]);
}
