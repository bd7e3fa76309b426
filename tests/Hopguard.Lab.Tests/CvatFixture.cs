namespace Hopguard.Lab.Tests;

/// <summary>One filled CVAT for the tests of a class, all of which are long: where those are skipped, it is not made.</summary>
public sealed class CvatFixture : IAsyncLifetime
{
    LabEngine? _engine;

    LabDeployment? _cvat;

    public LabDeployment Cvat => _cvat!;

    public async Task InitializeAsync()
    {
        if (!LongTests.AreRun)
            return;

        _engine = await LabEngine.StartAsync();
        _cvat = await LabDeployment.CreateAsync(_engine, NewFolder());
    }

    public async Task DisposeAsync()
    {
        if (_cvat is not null)
            await _cvat.DisposeAsync();
        if (_engine is not null)
            await _engine.DisposeAsync();
    }

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), $"hopguard-lab-{Guid.NewGuid():N}");
}
