using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hopguard.Lab;

/// <summary>The certificate authority of one cluster: all who take part in it are known by its certificates.</summary>
sealed class ClusterAuthority : IDisposable
{
    const string ServerUse = "1.3.6.1.5.5.7.3.1";
    const string ClientUse = "1.3.6.1.5.5.7.3.2";

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly X509Certificate2 _certificate;
    readonly DateTimeOffset _now;

    /// <summary>Makes one.</summary>
    /// <param name="now">The certificates are valid from an hour before it, for a year.</param>
    public ClusterAuthority(DateTimeOffset now)
    {
        _now = now;
        var request = new CertificateRequest("CN=lab-ca", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(now.AddDays(-10), now.AddYears(2));
    }

    /// <summary>Its certificate.</summary>
    public string Certificate => _certificate.ExportCertificatePem();

    /// <summary>Its key, with which the cluster signs requests for certificates.</summary>
    public string Key => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>A certificate for a client.</summary>
    /// <param name="user">Its name in the cluster.</param>
    /// <param name="group">Its group in the cluster, or null.</param>
    public ClusterIdentity Client(string user, string? group = null) => Issue(Subject(user, group), names: null, _now.AddHours(-1), _now.AddYears(1), ClientUse);

    /// <summary>A client's certificate that ended yesterday.</summary>
    public ClusterIdentity ExpiredClient(string user, string group) => Issue(Subject(user, group), names: null, _now.AddDays(-2), _now.AddDays(-1), ClientUse);

    /// <summary>A certificate for a server that is a client as well.</summary>
    public ClusterIdentity Server(string user, string? group, IEnumerable<string> names, IEnumerable<string> addresses)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        foreach (var address in addresses)
            alternatives.AddIpAddress(IPAddress.Parse(address));
        return Issue(Subject(user, group), alternatives.Build(), _now.AddHours(-1), _now.AddYears(1), ServerUse, ClientUse);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    static string Subject(string user, string? group) => group is null ? $"CN={user}" : $"O={group},CN={user}";

    ClusterIdentity Issue(string subject, X509Extension? names, DateTimeOffset from, DateTimeOffset to, params IEnumerable<string> uses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(use => new Oid(use))], critical: false));
        if (names is not null)
            request.CertificateExtensions.Add(names);
        // A serial number is positive.
        using var certificate = request.Create(_certificate, from, to, [1, .. RandomNumberGenerator.GetBytes(15)]);
        return new ClusterIdentity(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}

/// <summary>A certificate and its key, as PEM.</summary>
sealed record ClusterIdentity(string Certificate, string Key);
