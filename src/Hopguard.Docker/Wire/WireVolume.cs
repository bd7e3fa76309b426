using Hopguard.Engine.Ports;

namespace Hopguard.Docker.Wire;

/// <summary>A volume as the engine describes it.</summary>
internal sealed record WireVolume(string Name, string Driver, string Mountpoint, Dictionary<string, string>? Labels, Dictionary<string, string>? Options)
{
    public VolumeState ToState() => new(Name, Driver, Mountpoint, Labels ?? [], Options ?? []);
}

internal sealed record WireVolumeList(WireVolume[]? Volumes);

/// <summary>The body of <c>POST /volumes/create</c>.</summary>
internal sealed record WireNewVolume(string Name, IReadOnlyDictionary<string, string> Labels);

/// <summary>The parts of <c>GET /info</c> that Hopguard reads.</summary>
internal sealed record WireEngine(string ID, string ServerVersion, string DockerRootDir);
