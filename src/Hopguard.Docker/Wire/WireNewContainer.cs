using Hopguard.Engine.Ports;

namespace Hopguard.Docker.Wire;

/// <summary>The body of <c>POST /containers/create</c>. Never a terminal: it would turn line ends into CRLF and mix the two streams.</summary>
internal sealed record WireNewContainer
{
    public required string Image { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string> Env { get; init; } = [];

    public string? User { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public bool AttachStdout { get; init; } = true;

    public bool AttachStderr { get; init; } = true;

    public bool Tty { get; init; }

    /// <summary>Whether its standard input is a connection of ours, and ends with the first one.</summary>
    public bool AttachStdin { get; init; }

    public bool OpenStdin { get; init; }

    public bool StdinOnce { get; init; }

    public string? StopSignal { get; init; }

    public required WireNewHostConfig HostConfig { get; init; }

    public static WireNewContainer From(ContainerSpec spec) => new()
    {
        Image = spec.Image,
        Entrypoint = spec.Entrypoint,
        Cmd = spec.Command,
        Env = [.. spec.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
        User = spec.User,
        Labels = spec.AllLabels,
        HostConfig = new WireNewHostConfig
        {
            Mounts = [.. spec.Mounts.Select(mount => new WireNewMount(mount.Kind, mount.Source, mount.Target, mount.ReadOnly))],
            NetworkMode = spec.Network,
            ShmSize = spec.SharedMemory,
            // Where SELinux is enforced, a container may not see the host's folders unless it runs unconfined.
            SecurityOpt = spec.Mounts.Any(mount => mount.Kind == "bind") ? ["label=disable"] : null,
        },
    };
}

internal sealed record WireNewHostConfig
{
    public IReadOnlyList<WireNewMount> Mounts { get; init; } = [];

    public string? NetworkMode { get; init; }

    public long ShmSize { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    public WireRestartPolicy RestartPolicy { get; init; } = new("no");
}

internal sealed record WireNewMount(string Type, string? Source, string Target, bool ReadOnly);

/// <summary>The answer to a creation.</summary>
internal sealed record WireCreated(string Id);

/// <summary>The answer of <c>POST /containers/{id}/wait</c>.</summary>
internal sealed record WireExit(int StatusCode);
