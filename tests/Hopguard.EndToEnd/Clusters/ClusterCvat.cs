using Hopguard.Lab;

namespace Hopguard.EndToEnd.Clusters;

/// <summary>A cluster with a CVAT of a release that has the command, and the commands that are typed at it.</summary>
public sealed class ClusterCvat : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-cluster-");
    private LabEngine _engine = null!;

    /// <summary>The cluster.</summary>
    public LabCluster Cluster { get; private set; } = null!;

    /// <summary>The deployment.</summary>
    public ClusterDeployment Cvat { get; private set; } = null!;

    /// <summary>The folder beside which runs are kept.</summary>
    public string Folder => Path.Combine(_folder.FullName, "cvat");

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        Cluster = await LabCluster.StartAsync(Console.Error.WriteLine);
        Cvat = await ClusterDeployment.CreateAsync(Cluster, _engine, say: Console.Error.WriteLine);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _engine.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A command as it is typed for a deployment on a cluster.</summary>
    internal Typed Target(string name) => new(Cluster.Environment, name, [new("deployment", Folder), new("kind", "kubernetes"), new("namespace", "cvat")]);

    /// <summary>Types the command that removes the export cache.</summary>
    internal Typed Clean() => Target("CleanCvatExportCache");

    /// <summary>What the Leases of the namespace are.</summary>
    internal Task<string> ClaimsAsync() => Cvat.KubectlAsync("get", "leases", "--output=name");

    /// <summary>Removes what runs left, so that the next test begins as if none had been.</summary>
    internal void ForgetRuns()
    {
        if (Directory.Exists(Folder + ".hopguard"))
            Directory.Delete(Folder + ".hopguard", recursive: true);
    }
}

/// <summary>The tests that use it, one after the other.</summary>
[CollectionDefinition(nameof(ClusterCvatCollection))]
public sealed class ClusterCvatCollection : ICollectionFixture<ClusterCvat>;
