namespace Hopguard.Engine.Ports;

/// <summary>A deployment as it was found when a run began: what every later step resolves names by, and what a rollback returns to. Holds no secret.</summary>
public sealed record DeploymentSnapshot
{
    /// <summary>The compose project.</summary>
    public required string Project { get; init; }

    /// <summary>The deployment's folder: where its compose files are.</summary>
    public required string Folder { get; init; }

    /// <summary>The compose files it runs with, relative to the folder, in order.</summary>
    public required IReadOnlyList<string> ComposeFiles { get; init; }

    /// <summary>The engine's id.</summary>
    public required string EngineId { get; init; }

    /// <summary>The installed version, read from what runs.</summary>
    public required string Version { get; init; }

    /// <summary>Containers of the project.</summary>
    public required IReadOnlyList<ServiceSnapshot> Services { get; init; }

    /// <summary>Stores by name: where each one's data was found.</summary>
    public required IReadOnlyDictionary<string, StoreSnapshot> Stores { get; init; }

    /// <summary>The store of that name; a plan that names another one was refused before the run.</summary>
    public StoreSnapshot Store(string name) =>
        Stores.TryGetValue(name, out var store) ? store : throw new HopguardException($"Store '{name}' was not found in the running deployment");
}

/// <summary>One container of a deployment.</summary>
/// <param name="Service">The compose service.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Image">The image reference.</param>
/// <param name="ImageId">The image's id: what a rollback must find again under that reference.</param>
/// <param name="WasRunning">Whether it ran.</param>
/// <param name="RestartPolicy">Its restart policy.</param>
/// <param name="HasDoneItsTask">Whether it ended without an error, and nothing is to start it again.</param>
public sealed record ServiceSnapshot(
    string Service, string Container, string Image, string ImageId, bool WasRunning, string RestartPolicy, bool HasDoneItsTask = false);

/// <summary>Where a store's data was found: by the mounts of the running container, never by a literal name.</summary>
/// <param name="Service">The service that serves or mounts it.</param>
/// <param name="Container">That service's container.</param>
/// <param name="Volume">The volume's full name on the engine, or the absolute path of the folder of the host, links resolved; null when neither holds it.</param>
/// <param name="MountPath">Where the container sees it.</param>
public sealed record StoreSnapshot(string Service, string Container, string? Volume, string? MountPath);
