using Hopguard.Engine.Ports;

namespace Hopguard.Docker.Wire;

/// <summary>The parts of <c>GET /images/{name}/json</c> that Hopguard reads.</summary>
internal sealed record WireImage(string Id, string[]? RepoTags, string[]? RepoDigests, long Size, WireImageConfig? Config)
{
    public ImageState ToState() => new(Id, RepoTags ?? [], RepoDigests ?? [], Config?.User ?? string.Empty, Size);
}

internal sealed record WireImageConfig(string? User);

/// <summary>The part of an entry of <c>GET /images/json</c> that Hopguard reads.</summary>
internal sealed record WireListedImage(string Id);

/// <summary>One line of the answer to a pull.</summary>
internal sealed record WirePullLine(string? Id, string? Status, string? Error, WirePullProgress? ProgressDetail);

internal sealed record WirePullProgress(long Current, long Total);
