using System.Text.Json;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>What a step must know about containers to bring them back: which ran, and with which restart policy.</summary>
internal static class RememberedContainers
{
    private const string Key = "containers";

    /// <summary>Remembers them as they are now, unless an earlier attempt did: after that attempt they are not what they were.</summary>
    public static IReadOnlyList<RememberedContainer> RememberOnce(StepMemory memory, IEnumerable<ContainerState> containers)
    {
        if (Recall(memory) is { } known)
            return known;

        var now = containers.Select(container => new RememberedContainer(container.Name, container.Service, container.RestartPolicy, container.IsAlive)).ToList();
        memory.Remember(Key, JsonSerializer.Serialize(now));
        return now;
    }

    /// <summary>What was remembered; null when the step never came so far.</summary>
    public static IReadOnlyList<RememberedContainer>? Recall(StepMemory memory) =>
        memory.Recall(Key) is { } text ? JsonSerializer.Deserialize<List<RememberedContainer>>(text) : null;
}

/// <summary>One container.</summary>
internal sealed record RememberedContainer(string Name, string? Service, string RestartPolicy, bool WasAlive);
