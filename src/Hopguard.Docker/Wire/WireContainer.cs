using Hopguard.Engine.Ports;

namespace Hopguard.Docker.Wire;

/// <summary>The parts of <c>GET /containers/{id}/json</c> that Hopguard reads.</summary>
internal sealed record WireContainer(
    string Id, string Name, string Image, int RestartCount, WireState State, WireConfig Config, WireHostConfig HostConfig,
    WireMount[]? Mounts, WireNetworkSettings? NetworkSettings)
{
    public ContainerState ToState() => new()
    {
        Id = Id,
        Name = Name.TrimStart('/'),
        Image = Config.Image ?? Image,
        ImageId = Image,
        Status = State.Status,
        StartedAt = State.StartedAt is { Year: > 1 } started ? started : null,
        RestartCount = RestartCount,
        RestartPolicy = HostConfig.RestartPolicy?.Name is { Length: > 0 } policy ? policy : "no",
        ExitCode = State.ExitCode,
        Labels = Config.Labels ?? new Dictionary<string, string>(StringComparer.Ordinal),
        Environment = Variables(Config.Env ?? []),
        Mounts = [.. (Mounts ?? []).Select(mount => mount.ToMount())],
        Networks = [.. (NetworkSettings?.Networks ?? []).Keys.Order(StringComparer.Ordinal)],
        Addresses = (NetworkSettings?.Networks ?? [])
            .Where(network => network.Value.IPAddress is { Length: > 0 })
            .ToDictionary(network => network.Key, network => network.Value.IPAddress!, StringComparer.Ordinal),
        HostPorts = [.. (NetworkSettings?.Ports ?? []).SelectMany(port => (port.Value ?? []).Select(binding => $"{binding.HostPort}{port.Key[port.Key.IndexOf('/')..]}")).Distinct(StringComparer.Ordinal)],
    };

    private static Dictionary<string, string> Variables(string[] lines)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in lines.Select(line => line.Split('=', 2)))
            variables[parts[0]] = parts.Length > 1 ? parts[1] : string.Empty;

        return variables;
    }
}

internal sealed record WireState(string Status, int ExitCode, DateTimeOffset? StartedAt);

internal sealed record WireConfig(string? Image, string[]? Env, Dictionary<string, string>? Labels, bool Tty);

internal sealed record WireHostConfig(WireRestartPolicy? RestartPolicy);

internal sealed record WireRestartPolicy(string? Name, int MaximumRetryCount = 0);

internal sealed record WireMount(string Type, string? Name, string? Source, string Destination, bool RW)
{
    public ContainerMount ToMount() => new(Type, (Type == "volume" ? Name : Source) ?? string.Empty, Destination, !RW);
}

internal sealed record WireNetworkSettings(Dictionary<string, WireNetwork>? Networks, Dictionary<string, WirePortBinding[]?>? Ports = null);

internal sealed record WireNetwork(string? IPAddress);

internal sealed record WirePortBinding(string? HostPort);

/// <summary>One line of <c>GET /containers/json</c>.</summary>
internal sealed record WireListedContainer(string Id);
