using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Containers.Ports;

/// <summary>
/// The container engine of the deployment's host. Methods throw <see cref="HopguardException"/> with a remedy where an operator can help (no engine, no
/// permission, no image); removing what is not there is no error.
/// </summary>
public interface IContainerEngine
{
    /// <summary>Told when an engine that has answered before is away for some seconds: with what asking it brought, and how long it is waited for. Each question waits by itself.</summary>
    Action<HopguardException, TimeSpan>? Awaits { get; set; }

    /// <summary>Reaches the engine and says which it is.</summary>
    Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Every container, stopped ones included, that carries all the labels; a label without a value is asked for by name only.</summary>
    Task<IReadOnlyList<ContainerState>> ListContainersAsync(IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken);

    /// <summary>Every container, stopped ones included, that mounts the volume; of a folder of the host, that gets at it: see <see cref="ContainerMount.Reaches"/>.</summary>
    Task<IReadOnlyList<ContainerState>> ListContainersMountingAsync(string volume, CancellationToken cancellationToken);

    /// <summary>The container of that name or id, or null.</summary>
    Task<ContainerState?> FindContainerAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a container to its end, hands out its standard output and error line by line, and removes it. On cancellation the container is killed and removed
    /// before the method returns.
    /// </summary>
    Task<ToolResult> RunAsync(ContainerSpec spec, Action<string>? onLine, CancellationToken cancellationToken);

    /// <summary>Creates and starts a container that stays.</summary>
    Task<ContainerState> StartNewAsync(ContainerSpec spec, CancellationToken cancellationToken);

    /// <summary>
    /// Creates and starts a container whose standard input this process holds open: when the process is gone, however it went, the input ends, and with it a
    /// program that reads it. Null where a container of that name exists: of any number that ask at once for one name, exactly one gets it.
    /// </summary>
    Task<IHeldContainer?> HoldAsync(ContainerSpec spec, CancellationToken cancellationToken);

    /// <summary>Starts a stopped container.</summary>
    Task StartAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>Stops a container by its stop signal and waits; kills it after the time given.</summary>
    Task StopAsync(string nameOrId, TimeSpan timeLimit, CancellationToken cancellationToken);

    /// <summary>Kills and removes a container with its anonymous volumes; no error when it is not there.</summary>
    Task RemoveContainerAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>Ends the programs of this host that an earlier process started for a deployment, and waits until they are gone: they go on when it is killed.</summary>
    Task EndProgramsAsync(string project, CancellationToken cancellationToken);

    /// <summary>Changes the restart policy of a container, running or not.</summary>
    Task SetRestartPolicyAsync(string nameOrId, string policy, CancellationToken cancellationToken);

    /// <summary>The last lines of a container's log, both streams.</summary>
    Task<string> ReadLogAsync(string nameOrId, int lines, CancellationToken cancellationToken);

    /// <summary>The processes that run in a container; null where the engine does not tell, since its host lacks <c>ps</c> or the container does not run.</summary>
    Task<IReadOnlyList<ContainerProcess>?> ListProcessesAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>The image of that reference or id, or null when the engine does not have it.</summary>
    Task<ImageState?> FindImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The ids of all images that the engine has, in no order.</summary>
    Task<IReadOnlyList<string>> ListImagesAsync(CancellationToken cancellationToken);

    /// <summary>Pulls an image; progress is in bytes.</summary>
    Task PullImageAsync(string reference, IProgress<StepProgress> progress, CancellationToken cancellationToken);

    /// <summary>The volume of that name, or null. The absolute path of a folder of the host stands for itself: whether it is there shows when it is mounted.</summary>
    Task<VolumeState?> FindVolumeAsync(string name, CancellationToken cancellationToken);

    /// <summary>Every volume that carries all the labels; a label without a value is asked for by name only.</summary>
    Task<IReadOnlyList<VolumeState>> ListVolumesAsync(IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken);

    /// <summary>Creates a local volume; an error when one of that name exists with other labels.</summary>
    Task<VolumeState> CreateVolumeAsync(string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>Creates a volume that stands for a folder of the host, which has to exist only when the volume is mounted; an error when one of that name exists with other labels.</summary>
    Task<VolumeState> CreateFolderVolumeAsync(string name, string folder, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>Deletes a volume, but not the folder of the host that it may stand for; no error when it is not there.</summary>
    Task RemoveVolumeAsync(string name, CancellationToken cancellationToken);

    /// <summary>Whether there is a network of this name.</summary>
    Task<bool> HasNetworkAsync(string name, CancellationToken cancellationToken);
}

/// <summary>An image on the engine.</summary>
/// <param name="Id">Digest of its configuration.</param>
/// <param name="Tags">References that name it.</param>
/// <param name="Digests">Registry digests; empty for one built or loaded locally.</param>
/// <param name="User">The user of its processes; empty for root.</param>
/// <param name="Size">Bytes.</param>
public sealed record ImageState(string Id, IReadOnlyList<string> Tags, IReadOnlyList<string> Digests, string User, long Size)
{
    /// <summary>Labels of its configuration.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A volume on the engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver"><c>local</c> or a plug-in.</param>
/// <param name="Folder">Where its files are on the engine's host.</param>
/// <param name="Labels">Labels.</param>
/// <param name="Options">Driver options; a plain local volume has none.</param>
public sealed record VolumeState(
    string Name, string Driver, string Folder, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The folder of the host that it stands for; null for one that has its own.</summary>
    public string? BoundFolder => Driver == "local" && Options.GetValueOrDefault("o")?.Split(',').Contains("bind", StringComparer.Ordinal) == true ? Options.GetValueOrDefault("device") : null;

    /// <summary>Options by which a local volume stands for a folder of the host.</summary>
    public static IReadOnlyDictionary<string, string> Bound(string folder) => new Dictionary<string, string>(StringComparer.Ordinal) { ["type"] = "none", ["o"] = "bind", ["device"] = folder };
}

/// <summary>The container engine that answers.</summary>
/// <param name="Id">Its own id, stable across restarts: part of a deployment's identity.</param>
/// <param name="Version">Its version, such as <c>20.10.24</c>.</param>
/// <param name="RootFolder">Where it keeps its data, on its own host.</param>
public sealed record EngineDescription(string Id, string Version, string RootFolder);

/// <summary>A container that lives as long as this process holds its standard input open. Disposing it removes the container.</summary>
public interface IHeldContainer : IAsyncDisposable
{
    /// <summary>The engine's id.</summary>
    string Id { get; }

    /// <summary>Cancelled as soon as the connection to the container has ended: it was removed, or the engine went down.</summary>
    CancellationToken Lost { get; }
}
