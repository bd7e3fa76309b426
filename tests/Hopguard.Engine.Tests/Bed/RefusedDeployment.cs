namespace Hopguard.Engine.Tests.Bed;

/// <summary>A deployment for tests of what has to be done before it is upgraded: its state folder may be another, and its engine and world outlive each attempt.</summary>
public abstract class RefusedDeployment : IDisposable
{
    private protected RefusedDeployment()
    {
        World = new World(Clock);
        Bed = BedWith(state: null);
        Directory.CreateDirectory(Bed.Options.DeploymentFolder);
    }

    private protected TempFolder Folder { get; } = TempFolder.InMemory();

    private protected MemoryEngine Engine { get; } = new();

    private protected TestClock Clock { get; } = new();

    private protected World World { get; }

    private protected TestBed Bed { get; }

    private protected string Other => Folder["other"];

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    // The same deployment, engine and world, with another state folder.
    private protected TestBed BedWith(string? state)
    {
        var bed = new TestBed(Folder.Path, Clock, World, Engine);
        bed.Options = bed.Options with { StateFolder = state };
        return bed;
    }

    private protected async Task BeginAsync()
    {
        using var session = await Bed.OpenAsync();
        await session!.RunStepAsync("one", default);
    }

    private protected void AssertUpgraded()
    {
        World.Violations.Should().BeEmpty();
        new[] { "one", "two", "switch", "four" }.Select(step => World[step]).Should().AllBe(World.Done);
    }
}
