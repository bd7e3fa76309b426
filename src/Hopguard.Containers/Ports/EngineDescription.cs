

namespace Hopguard.Containers.Ports;

/// <summary>The container engine that answers.</summary>
/// <param name="Id">Its own id, stable across restarts: part of a deployment's identity.</param>
/// <param name="Version">Its version, such as <c>20.10.24</c>.</param>
/// <param name="RootFolder">Where it keeps its data, on its own host.</param>
/// <param name="Address">How it was reached, such as <c>unix:///var/run/docker.sock</c>.</param>
public sealed record EngineDescription(string Id, string Version, string RootFolder, string Address);
