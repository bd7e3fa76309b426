using Hopguard.Engine;

namespace Hopguard.Docker.Connection;

/// <summary>Where the Docker Engine listens, and with which certificates it is spoken to.</summary>
/// <param name="Address"><c>unix:///path</c> or <c>tcp://host:port</c>.</param>
/// <param name="CertificateFolder">Folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>; null for a connection without TLS.</param>
/// <param name="VerifyServer">Whether the engine's certificate must be signed by <c>ca.pem</c>.</param>
public sealed record DockerEndpoint(string Address, string? CertificateFolder = null, bool VerifyServer = true)
{
    /// <summary>Where an engine listens when nothing says otherwise.</summary>
    public const string DefaultAddress = "unix:///var/run/docker.sock";

    /// <summary>Whether each question is put once, and a connection waited for a few seconds only: for a look, to which an engine that is not there is an answer too.</summary>
    public bool IsAskedOnce { get; init; }

    /// <summary>How long an engine that has answered before is waited for when it is away: a restart is over in less.</summary>
    public TimeSpan AbsenceBorne { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Why nobody can be asked there, such as a context that does not exist; null when somebody can. It is thrown when somebody is asked: a program that asks nobody has no need of an engine.</summary>
    public HopguardException? Unusable { get; init; }

    /// <summary>The variables that make the docker command speak to this same engine, whatever context is current.</summary>
    /// <exception cref="HopguardException">It is <see cref="Unusable"/>.</exception>
    public IReadOnlyDictionary<string, string> ToEnvironment()
    {
        if (Unusable is not null)
            throw Unusable;

        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOCKER_HOST"] = Address };
        if (CertificateFolder is null)
            return variables;

        variables["DOCKER_CERT_PATH"] = CertificateFolder;
        variables[VerifyServer ? "DOCKER_TLS_VERIFY" : "DOCKER_TLS"] = "1";
        return variables;
    }
}
