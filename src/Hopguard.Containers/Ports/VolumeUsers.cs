namespace Hopguard.Containers.Ports;

/// <summary>Who uses a volume, or a folder of the host: the containers that mount it and have a process, paused and restarting ones included.</summary>
public static class VolumeUsers
{
    /// <summary>Lists them, whoever's they are.</summary>
    public static async Task<IReadOnlyList<ContainerState>> ListUsersAsync(this IContainerEngine engine, string volume, CancellationToken cancellationToken) =>
        [.. (await engine.ListContainersMountingAsync(volume, cancellationToken)).Where(container => container.IsAlive)];

    /// <summary>Their names, in one text for a message; null where nobody uses the volume.</summary>
    public static async Task<string?> FindUsersAsync(this IContainerEngine engine, string volume, CancellationToken cancellationToken) =>
        await engine.ListUsersAsync(volume, cancellationToken) is { Count: > 0 } users ? string.Join(", ", users.Select(container => container.Name)) : null;

    /// <summary>What is left to do about users that came in the middle of a run, once the version before runs again and may use the volume itself.</summary>
    /// <param name="users">Their names.</param>
    public static string AfterRollback(string users) => $"Find out what started {users} in the middle of the run, and keep it from doing so again";

    /// <summary>Whether a user of a volume or a folder can write to it. One that gets at it by another name than the one asked for, through a volume that stands for a folder, is taken to.</summary>
    public static bool MayWriteTo(this ContainerState user, string place) =>
        user.Mounts.Where(mount => mount.Reaches(place)).ToList() is not { Count: > 0 } mounts || mounts.Exists(mount => !mount.ReadOnly);
}
