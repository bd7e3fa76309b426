using Hopguard.Lab;

namespace Hopguard.Kubernetes.Tests;

/// <summary>One cluster for all tests of this project, with the image that their pods are made of.</summary>
public sealed class ClusterLab : IAsyncLifetime
{
    /// <summary>An image with a shell, under the tags of several versions.</summary>
    public const string Image = "hopguard-lab/base";

    private static readonly string[] Tags = [$"{Image}:v2.1.0", $"{Image}:v1.0.0", $"{Image}:edge"];

    private LabEngine _engine = null!;

    /// <summary>The cluster.</summary>
    public LabCluster Cluster { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        await ImageBuilder.EnsureAsync(_engine, [LabImage.Redis], Console.Error.WriteLine);
        foreach (var tag in Tags)
            await _engine.DockerAsync("tag", Image, tag);
        Cluster = await LabCluster.StartAsync(Console.Error.WriteLine);
        await Cluster.LoadImagesAsync(_engine, Tags);
        await _engine.DockerAsync(["rmi", "--no-prune", .. Tags]);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _engine.DisposeAsync();
    }
}

/// <summary>The tests that use the cluster; a stop of its API server would be seen by others.</summary>
[CollectionDefinition(nameof(ClusterLabCollection), DisableParallelization = true)]
public sealed class ClusterLabCollection : ICollectionFixture<ClusterLab>;
