using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>A deployment that runs the version that the step <c>switch</c> of the world says, and none while that step is half done.</summary>
internal sealed class WorldDeployment(World world) : IDeployment
{
    public string EngineId { get; set; } = "engine-1";

    public string ImageId { get; set; } = "sha256:old";

    public string Volume { get; set; } = "cvat_cvat_db";

    /// <summary>Folders that the deployment's containers write.</summary>
    public IReadOnlyList<string> DataFolders { get; set; } = [];

    public Task<string> FindProjectAsync(Application application, RunOptions options, CancellationToken cancellationToken) => Task.FromResult(options.Project ?? "cvat");

    public Task<DeploymentOutline> OutlineAsync(Application application, string project, DeploymentSnapshot? before, CancellationToken cancellationToken) =>
        Task.FromResult(new DeploymentOutline([ImageId], DataFolders));

    public DeploymentContents ContentsOf(DeploymentSnapshot snapshot) => ContainerDetails.Of(snapshot).ToContents();

    public string? FindDifference(DeploymentSnapshot before, DeploymentSnapshot now) => now.DifferenceFrom(before);

    /// <summary>The project that a look finds, where it has another name by then.</summary>
    public string? Became { get; set; }

    /// <summary>Services beside the server.</summary>
    public IReadOnlyList<ServiceSnapshot> More { get; set; } = [];

    public Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken) => Task.FromResult(new ContainerDetails
    {
        ComposeFiles = ["docker-compose.yml"],
        Services = [new("cvat_server", "cvat_server", "cvat/server:v2.2.0", ImageId, WasRunning: true, "always"), .. More],
        Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal) { ["database"] = new("cvat_db", "cvat_db", Volume, "/var/lib/postgresql/data") },
    }.AddTo(new DeploymentSnapshot
    {
        Kind = application.Deployment,
        Project = Became ?? options.Project ?? "cvat",
        Folder = options.DeploymentFolder,
        EngineId = EngineId,
        Version = Version() ?? throw new HopguardException("No version answers"),
    }));

    public Task<VersionReading> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken) =>
        Task.FromResult(Version() is { } version ? VersionReading.Of(version) : VersionReading.None("nothing answers"));

    private string? Version() => world["switch"] switch { World.Done => "2.3.0", World.Half => null, _ => "2.2.0" };
}
