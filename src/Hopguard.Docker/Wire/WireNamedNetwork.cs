namespace Hopguard.Docker.Wire;

/// <summary>The part of <c>GET /networks/{name}</c> that Hopguard reads.</summary>
internal sealed record WireNamedNetwork(string Name);
