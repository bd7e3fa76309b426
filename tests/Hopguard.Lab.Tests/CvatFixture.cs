namespace Hopguard.Lab.Tests;

/// <summary>One filled CVAT for the tests of a class.</summary>
public sealed class CvatFixture : IAsyncLifetime
{
    LabEngine _engine = null!;

    public LabDeployment Cvat { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync();
        Cvat = await LabDeployment.CreateAsync(_engine, NewFolder());
    }

    public async Task DisposeAsync()
    {
        await Cvat.DisposeAsync();
        await _engine.DisposeAsync();
    }

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), $"hopguard-lab-{Guid.NewGuid():N}");
}
