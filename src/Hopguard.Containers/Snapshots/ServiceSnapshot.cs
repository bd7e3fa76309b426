namespace Hopguard.Containers.Snapshots;

/// <summary>One container of a deployment.</summary>
/// <param name="Service">The compose service.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Image">The image reference.</param>
/// <param name="ImageId">The image's id: what a rollback must find again under that reference.</param>
/// <param name="WasRunning">Whether it ran.</param>
/// <param name="RestartPolicy">Its restart policy.</param>
/// <param name="HasDoneItsTask">Whether it ended without an error, and nothing is to start it again.</param>
public sealed record ServiceSnapshot(
    string Service, string Container, string Image, string ImageId, bool WasRunning, string RestartPolicy, bool HasDoneItsTask = false)
{
    // A task that happened to run when the upgrade began ends some time, and then has nothing to run for. One that is to be restarted has not ended.
    internal bool IsAsBefore(ServiceSnapshot before) => Service == before.Service && ImageId == before.ImageId
        && (WasRunning || HasDoneItsTask && RestartPolicy == before.RestartPolicy);
}

/// <summary>Where a store's data was found: by the mounts of the running container, never by a literal name.</summary>
/// <param name="Service">The service that serves or mounts it.</param>
/// <param name="Container">That service's container.</param>
/// <param name="Volume">The volume's full name on the engine, or the absolute path of the folder of the host, links resolved; null when neither holds it.</param>
/// <param name="MountPath">Where the container sees it.</param>
public sealed record StoreSnapshot(string Service, string Container, string? Volume, string? MountPath)
{
    /// <summary>The server outside of the project that holds it; null where it lies in the project. No container of the project holds any of it then.</summary>
    public ExternalServer? External { get; init; }
}
