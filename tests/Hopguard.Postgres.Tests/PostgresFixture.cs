using System.Runtime.Versioning;
using Hopguard.Docker;
using Hopguard.Docker.Connection;
using Hopguard.Lab;

[assembly: SupportedOSPlatform("linux")]

namespace Hopguard.Postgres.Tests;

/// <summary>One engine for all tests of a collection, with the database images.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public LabEngine Lab { get; private set; } = null!;

    public DockerEngine Engine { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Lab = (await LabEngine.StartAsync(Console.Error.WriteLine)).UseInThisProcess();
        await ImageBuilder.EnsureAsync(Lab, [LabImage.Postgres10, LabImage.Postgres15], Console.Error.WriteLine);
        Engine = new DockerEngine(EndpointLookup.FromProcess());
    }

    public async Task DisposeAsync()
    {
        Engine.Dispose();
        await Lab.DisposeAsync();
    }
}

[CollectionDefinition(nameof(PostgresCollection))]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>;

/// <summary>Tests that run beside those of <see cref="PostgresCollection"/> on the same engine, since both mostly wait for servers.</summary>
[CollectionDefinition(nameof(SecondPostgresCollection))]
public sealed class SecondPostgresCollection : ICollectionFixture<PostgresFixture>;

/// <summary>Tests that nothing else may run beside, since they change what the engine has for all.</summary>
[CollectionDefinition(nameof(LonePostgresCollection), DisableParallelization = true)]
public sealed class LonePostgresCollection : ICollectionFixture<PostgresFixture>;
