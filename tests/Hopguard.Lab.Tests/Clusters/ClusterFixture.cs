namespace Hopguard.Lab.Tests.Clusters;

/// <summary>One cluster for all tests of clusters, with the image that their pods are made of.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    public const string Image = "hopguard-lab/base";

    LabEngine _engine = null!;

    public LabCluster Cluster { get; private set; } = null!;

    public LabEngine Engine => _engine;

    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        await ImageBuilder.EnsureAsync(_engine, [LabImage.Redis], Console.Error.WriteLine);
        Cluster = await LabCluster.StartAsync(Console.Error.WriteLine);
        await Cluster.LoadImagesAsync(_engine, [Image]);
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _engine.DisposeAsync();
    }
}

[CollectionDefinition(nameof(ClusterCollection))]
public sealed class ClusterCollection : ICollectionFixture<ClusterFixture>;
