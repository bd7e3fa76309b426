using System.Text.Json;
using Hopguard.Containers.Ports;
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

        var now = containers.Select(container => new RememberedContainer(
            container.Name, container.Service, container.RestartPolicy, container.IsAlive, ComposeLabels.NumberOf(container), ComposeLabels.IsOneOff(container))).ToList();
        memory.Remember(Key, JsonSerializer.Serialize(now));
        return now;
    }

    /// <summary>What was remembered; null when the step never came so far.</summary>
    public static IReadOnlyList<RememberedContainer>? Recall(StepMemory memory) =>
        memory.Recall(Key) is { } text ? JsonSerializer.Deserialize<List<RememberedContainer>>(text) : null;

    /// <summary>Those of the remembered ones that are there now, each with what stands in its place: a container that was made again may have another name.</summary>
    public static IEnumerable<(RememberedContainer Remembered, ContainerState Now)> FindNow(IReadOnlyList<RememberedContainer> remembered, IReadOnlyList<ContainerState> now) =>
        from container in remembered
        let match = now.FirstOrDefault(other => other.Name == container.Name) ?? now.FirstOrDefault(container.IsReplacedBy)
        where match is not null
        select (container, match);
}

/// <summary>One container.</summary>
/// <param name="Name">Its name then.</param>
/// <param name="Service">Its service.</param>
/// <param name="RestartPolicy">Its restart policy.</param>
/// <param name="WasAlive">Whether it ran.</param>
/// <param name="Number">Which one of its service it is; 1 where there is one.</param>
/// <param name="IsOneOff">Whether <c>docker compose run</c> made it: such a one is never made again.</param>
internal sealed record RememberedContainer(string Name, string? Service, string RestartPolicy, bool WasAlive, int Number = 1, bool IsOneOff = false)
{
    /// <summary>Whether a container is the one that compose makes in the place of this one.</summary>
    public bool IsReplacedBy(ContainerState container) =>
        !IsOneOff && Service is not null && container.Service == Service && ComposeLabels.NumberOf(container) == Number && !ComposeLabels.IsOneOff(container);
}
