using System.Globalization;
using Docker.DotNet.Models;
using Hopguard.Containers.Ports;
using ContainerSpec = Hopguard.Containers.Ports.ContainerSpec;
using ContainerState = Hopguard.Containers.Ports.ContainerState;

namespace Hopguard.Docker;

/// <summary>What the engine's client says, as the port says it, and the other way round.</summary>
internal static class PortTranslation
{
    private static readonly (string Name, RestartPolicyKind Kind)[] Policies =
        [("no", RestartPolicyKind.No), ("always", RestartPolicyKind.Always), ("on-failure", RestartPolicyKind.OnFailure), ("unless-stopped", RestartPolicyKind.UnlessStopped)];

    public static ContainerState ToState(this ContainerInspectResponse container) => new()
    {
        Id = container.ID,
        Name = container.Name.TrimStart('/'),
        Image = container.Config?.Image is { Length: > 0 } image ? image : container.Image,
        ImageId = container.Image,
        Status = container.State!.Status,
        Health = container.State.Health?.Status is { Length: > 0 } health and not "none" ? health : null,
        StartedAt = DateTimeOffset.TryParse(container.State.StartedAt, CultureInfo.InvariantCulture, out var started) && started.Year > 1 ? started : null,
        RestartCount = (int)container.RestartCount,
        RestartPolicy = Policies.FirstOrDefault(policy => policy.Kind == container.HostConfig?.RestartPolicy?.Name).Name ?? "no",
        ExitCode = (int)container.State.ExitCode,
        Labels = Copy(container.Config?.Labels),
        Environment = Variables(container.Config?.Env ?? []),
        Mounts = [.. (container.Mounts ?? []).Select(ToMount)],
        Networks = [.. Networks(container).Keys.Order(StringComparer.Ordinal)],
        Addresses = Networks(container).Where(network => network.Value?.IPAddress is { Length: > 0 })
            .ToDictionary(network => network.Key, network => network.Value.IPAddress, StringComparer.Ordinal),
        Aliases = [.. Networks(container).Values.SelectMany(network => (network?.Aliases ?? []).Concat(network?.DNSNames ?? [])).Append(container.Config?.Hostname)
            .OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)],
        HostPorts = [.. (container.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>(StringComparer.Ordinal))
            .SelectMany(port => (port.Value ?? []).Select(binding => $"{binding.HostPort}{port.Key[port.Key.IndexOf('/')..]}")).Distinct(StringComparer.Ordinal)],
    };

    public static ImageState ToState(this ImageInspectResponse image) =>
        new(image.ID, [.. image.RepoTags ?? []], [.. image.RepoDigests ?? []], image.Config?.User ?? string.Empty, image.Size) { Labels = Copy(image.Config?.Labels) };

    public static VolumeState ToState(this VolumeResponse volume) => new(volume.Name, volume.Driver, volume.Mountpoint, Copy(volume.Labels), Copy(volume.Options));

    /// <summary>A container to be made. Never a terminal: it would turn line ends into CRLF and mix the two streams.</summary>
    public static CreateContainerParameters ToParameters(this ContainerSpec spec) => new()
    {
        Name = spec.Name,
        Image = spec.Image,
        // Null leaves it to the image.
        Entrypoint = spec.Entrypoint?.ToList()!,
        Cmd = spec.Command?.ToList()!,
        Env = [.. spec.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
        User = spec.User ?? string.Empty,
        Labels = Copy(spec.AllLabels),
        AttachStdout = true,
        AttachStderr = true,
        // Else the engine starts itself once more for each container, to wire it to the network 'none'.
        NetworkDisabled = spec.Network == ContainerSpec.NoNetwork,
        HostConfig = new HostConfig
        {
            Mounts = [.. spec.Mounts.Select(mount => new Mount { Type = mount.Kind, Source = mount.Source, Target = mount.Target, ReadOnly = mount.ReadOnly })],
            NetworkMode = spec.Network ?? string.Empty,
            ShmSize = spec.SharedMemory,
            RestartPolicy = ToPolicy("no"),
            // Where SELinux is enforced, a container may not see the host's folders unless it runs unconfined.
            SecurityOpt = spec.Mounts.Any(mount => mount.Kind == "bind") ? ["label=disable"] : null!,
        },
    };

    public static RestartPolicy ToPolicy(string name) => new() { Name = Policies.Single(policy => policy.Name == name).Kind };

    private static ContainerMount ToMount(MountPoint mount) => new(mount.Type ?? string.Empty, (mount.Type == "volume" ? mount.Name : mount.Source) ?? string.Empty, mount.Destination, !mount.RW);

    private static IDictionary<string, EndpointSettings> Networks(ContainerInspectResponse container) =>
        container.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>(StringComparer.Ordinal);

    private static Dictionary<string, string> Copy(IEnumerable<KeyValuePair<string, string>>? pairs) => new(pairs ?? [], StringComparer.Ordinal);

    private static Dictionary<string, string> Variables(IEnumerable<string> lines)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in lines.Select(line => line.Split('=', 2)))
            variables[parts[0]] = parts.Length > 1 ? parts[1] : string.Empty;

        return variables;
    }
}
