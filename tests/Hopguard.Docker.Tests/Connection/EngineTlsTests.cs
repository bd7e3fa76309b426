using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hopguard.Docker.Connection;

namespace Hopguard.Docker.Tests.Connection;

/// <summary>An engine behind TLS is one whose certificate the operator's authority signed for that host, and learns who asks.</summary>
public sealed class EngineTlsTests : IDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddDays(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard tls ");
    private readonly X509Certificate2 _authority = Authority("CN=operator");

    public EngineTlsTests()
    {
        using var key = RSA.Create(2048);
        using var client = Signed(_authority, key, "CN=hopguard", null);
        File.WriteAllText(Path.Combine(_folder.FullName, "ca.pem"), _authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "cert.pem"), client.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_engine_of_the_operators_authority_is_spoken_to_with_the_operators_certificate()
    {
        using var certificate = Server(_authority, IPAddress.Loopback);
        await using var fake = Fake(certificate);

        (await AskAsync(fake, verify: true)).Should().Be("20.10.24");
        fake.Client.Should().Be("CN=hopguard");
    }

    [Fact]
    public async Task Another_hosts_certificate_is_refused_though_the_authority_signed_it()
    {
        using var certificate = Server(_authority, IPAddress.Parse("192.0.2.7"));
        await using var fake = Fake(certificate);

        await this.Invoking(_ => AskAsync(fake, verify: true)).Should().ThrowAsync<HopguardException>().WithMessage($"Docker Engine at '{fake.Address}' is not reachable: *");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_authoritys_certificate_is_taken_only_where_nobody_is_to_verify(bool verify)
    {
        using var other = Authority("CN=somebody else");
        using var certificate = Server(other, IPAddress.Loopback);
        await using var fake = Fake(certificate);
        var ask = () => AskAsync(fake, verify);

        if (verify)
            await ask.Should().ThrowAsync<HopguardException>().WithMessage("*is not reachable: *");
        else
            (await ask()).Should().Be("20.10.24");
    }

    [Fact]
    public async Task Certificates_that_cannot_be_used_are_put_right()
    {
        using var certificate = Server(_authority, IPAddress.Loopback);
        await using var fake = Fake(certificate);
        var (key, whole) = (Path.Combine(_folder.FullName, "key.pem"), File.ReadAllText(Path.Combine(_folder.FullName, "key.pem")));
        File.WriteAllText(key, "no key");

        await Remedies.LeadsOutAsync(
            () => AskAsync(fake, verify: true), $"The certificates in '{_folder.FullName}' cannot be used: *", "Correct them, or let DOCKER_CERT_PATH name the folder with those of the engine", () => File.WriteAllText(key, whole));
    }

    private static FakeEngine Fake(X509Certificate2 certificate) =>
        new("1.41", _ => FakeEngine.Ok("""{ "ID": "a", "ServerVersion": "20.10.24", "DockerRootDir": "/var/lib/docker" }"""), certificate);

    private async Task<string> AskAsync(FakeEngine fake, bool verify)
    {
        using var engine = new DockerEngine(new DockerEndpoint(fake.Address, _folder.FullName, verify));
        return (await engine.DescribeAsync(CancellationToken.None)).Version;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(Begin, End);
    }

    private static X509Certificate2 Server(X509Certificate2 authority, IPAddress address)
    {
        using var key = RSA.Create(2048);
        using var certificate = Signed(authority, key, "CN=engine", address);
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, RSA key, string name, IPAddress? address)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        return request.Create(authority, Begin, End, RandomNumberGenerator.GetBytes(8));
    }
}
