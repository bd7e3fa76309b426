using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

namespace Hopguard.Lab.Tests;

/// <summary>One engine for all tests of the assembly, with the database images.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    public LabEngine Engine { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        await ImageBuilder.EnsureAsync(Engine, LabImage.Cvat, Console.Error.WriteLine);
    }

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}

[CollectionDefinition(nameof(LabCollection))]
public sealed class LabCollection : ICollectionFixture<LabFixture>;
