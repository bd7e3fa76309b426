using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hopguard.Engine;

namespace Hopguard.Docker.Connection;

/// <summary>Finds the engine as the docker command does: <c>DOCKER_HOST</c>, then <c>DOCKER_CONTEXT</c>, then the current context, then the default socket.</summary>
/// <param name="variable">Reads an environment variable; null when it is not set.</param>
/// <param name="home">The user's home folder.</param>
public sealed class EndpointLookup(Func<string, string?> variable, string home)
{
    /// <summary>The engine that this process's environment means.</summary>
    public static DockerEndpoint FromProcess() =>
        new EndpointLookup(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)).Find();

    /// <summary>The engine that the docker command would talk to.</summary>
    /// <exception cref="HopguardException">The context named does not exist or cannot be read.</exception>
    public DockerEndpoint Find()
    {
        if (Text("DOCKER_HOST") is { } host)
            return FromHost(host);

        var context = Text("DOCKER_CONTEXT") ?? CurrentContext();
        return context is null or "default" ? new DockerEndpoint(DockerEndpoint.DefaultAddress) : FromContext(context);
    }

    private string ConfigFolder => Text("DOCKER_CONFIG") ?? Path.Combine(home, ".docker");

    private string? Text(string name) => variable(name) is { Length: > 0 } text ? text : null;

    private DockerEndpoint FromHost(string host)
    {
        var verify = Text("DOCKER_TLS_VERIFY") is not null;
        var usesTls = verify || Text("DOCKER_TLS") is not null;
        return new DockerEndpoint(host, usesTls ? Text("DOCKER_CERT_PATH") ?? ConfigFolder : null, verify || !usesTls);
    }

    private string? CurrentContext()
    {
        using var config = Read(Path.Combine(ConfigFolder, "config.json"));
        return config is not null && config.RootElement.TryGetProperty("currentContext", out var name) ? name.GetString() : null;
    }

    private DockerEndpoint FromContext(string context)
    {
        // The docker command names a context's folders by the SHA-256 of its name.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
        using var meta = Read(Path.Combine(ConfigFolder, "contexts", "meta", id, "meta.json"))
            ?? throw new HopguardException($"Docker context '{context}' does not exist", "Choose another with 'docker context use', or set DOCKER_HOST");
        if (!meta.RootElement.TryGetProperty("Endpoints", out var endpoints) || !endpoints.TryGetProperty("docker", out var docker)
            || !docker.TryGetProperty("Host", out var host) || host.GetString() is not { Length: > 0 } address)
        {
            throw new HopguardException($"Docker context '{context}' names no engine", "Choose another with 'docker context use', or set DOCKER_HOST");
        }

        var certificates = Path.Combine(ConfigFolder, "contexts", "tls", id, "docker");
        var skips = docker.TryGetProperty("SkipTLSVerify", out var skip) && skip.ValueKind == JsonValueKind.True;
        return new DockerEndpoint(address, Directory.Exists(certificates) ? certificates : null, !skips);
    }

    private static JsonDocument? Read(string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException damage)
        {
            throw new HopguardException($"Docker configuration '{path}' is not valid JSON", "Correct the file, or set DOCKER_HOST", damage);
        }
    }
}
