using System.Collections.Immutable;
using Hopguard.Containers.Claims;
using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using NSubstitute;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>A deployment, a plan of work and everything a run needs, on the real file system and in a world of the test's own.</summary>
internal sealed class TestBed : IRunObserver, IDisposable
{
    public static readonly CommandHints Hints = new("CONTINUE", "ROLL-BACK", "ACCEPT", "DELETE-RETIRED", "STATUS")
    {
        Elsewhere = (plan, state) => new($"CONTINUE {plan} IN {state}", $"ROLL-BACK IN {state}", "ACCEPT", "DELETE-RETIRED", "STATUS"),
    };

    // The outage is watched beside the steps.
    private readonly System.Collections.Concurrent.ConcurrentQueue<RunEvent> _events = new();
    private readonly TempFolder? _ownFolder;

    public TestBed(string? folder = null, TestClock? clock = null, World? world = null, MemoryEngine? engine = null, IAvailabilityProbe? availability = null)
    {
        _ownFolder = folder is null ? TempFolder.InMemory() : null;
        Folder = folder ?? _ownFolder!.Path;
        Clock = clock ?? new TestClock();
        World = world ?? new World(Clock);
        Deployment = new WorldDeployment(World);
        Options = new RunOptions { DeploymentFolder = Path.Combine(Folder, "cvat"), StartupTimeout = TimeSpan.FromMinutes(1) };
        Engine = engine ?? new MemoryEngine();
        Services = new RunServices(
            new ContainerHost(Engine.Port, Clock), Deployment,
            new StepHandlers(
            [
                new(null, new WorkHandler(World)), new(null, new AcceptHandler(Engine.Port, Substitute.For<ICompose>(), Deployment)), new(null, new DeleteRetiredHandler(World)),
                new(null, new DoneHandler<PullImages>(World)), new(null, new DoneHandler<StopServices>(World)), new(null, new DoneHandler<ComposeDown>(World)), new(null, new DoneHandler<SwitchSource>(World)), new(DeploymentKind.Compose, new DoneHandler<VerifyVersion>(World)),
            ]),
            this, Clock, availability: availability, steady: () => Steady());
    }

    public string Folder { get; }

    public TestClock Clock { get; }

    public World World { get; }

    public WorldDeployment Deployment { get; }

    public MemoryEngine Engine { get; }

    public string EngineId
    {
        get => Engine.Id;
        set => Engine.Id = value;
    }

    public RunOptions Options { get; set; }

    public RunServices Services { get; }

    /// <summary>The clock that nobody can set; none, as on a host that has no such.</summary>
    public Func<SteadyTime?> Steady { get; set; } = static () => null;

    public List<RunEvent> Events => [.. _events];

    public Plan Plan { get; set; } = Hop("one", "two", "switch", "four");

    public RunLibrary Library => RunLibrary.Of(Options);

    public (RunFolder Folder, RunHistory History) Newest => Library.Runs()[^1];

    public static Application Application { get; } = new()
    {
        Name = "cvat",
        Title = "CVAT",
        ComposeFiles = ["docker-compose.yml"],
        Version = new VersionProbe("cvat_server", 8080, "/", "version"),
        Migrations = new MigrationTable("database", "cvat", "django_migrations", "app", "name"),
        Services = ImmutableDictionary<string, Service>.Empty,
        Stores = ImmutableDictionary<string, Store>.Empty,
        Releases = [],
        Path = "application.yaml",
    };

    public static Plan Hop(params string[] work) => Procedure(work) with
    {
        From = ReleaseVersion.Parse("2.2.0"),
        To = ReleaseVersion.Parse("2.3.0"),
        Procedure = null,
        Steps = [.. work.Select(id => new Work { Id = id }), new Accept { Id = "accept" }, new DeleteRetired { Id = "delete-retired" }],
    };

    public static Plan Procedure(params string[] work) => new()
    {
        Application = Name.Of("cvat"),
        Procedure = "backup",
        Summary = "a test",
        Steps = [.. work.Select(id => new Work { Id = id })],
        Path = "plan.yaml",
        Hash = new string('a', 64),
    };

    /// <summary>Lets the work of a step begin before its turn, and go on until a call of the world.</summary>
    public void BeginEarly(string id, string after, string? until = null, string? readsFrom = null)
    {
        Plan = Plan with { Steps = [.. Plan.Steps.Select(step => step.Id == id ? (Work)step with { EarlyAfter = after, ReadsFrom = readsFrom } : step)] };
        if (until is null)
            return;

        // Whoever waits goes on within the call, so that a test's world has one thread.
        var wait = World.Waits[id] = new TaskCompletionSource();
        World.Faults[until] = () =>
        {
            wait.TrySetResult();
            return null;
        };
    }

    /// <summary>Lets 'stop' stop services after the first step, and the step be prepared before.</summary>
    public void Prepare(string id) =>
        Plan = Plan with { Steps = [Plan.Steps[0], new StopServices { Id = "stop" }, .. Plan.Steps.Skip(1).Select(step => step.Id == id ? (Work)step with { Prepares = true } : step)] };

    public RunOpener Opener() => new(Services, Application with { Deployment = Kind }, Options, Hints);

    /// <summary>The kind of the deployment.</summary>
    public DeploymentKind Kind { get; set; }

    public Task<RunSession?> OpenAsync() => Opener().OpenAsync(Plan, CancellationToken.None);

    /// <summary>What <c>UpgradeCvat</c> does: opens the run and does every step.</summary>
    public async Task<RunReport> UpgradeAsync(CancellationToken cancellationToken = default)
    {
        using var session = await OpenAsync() ?? throw new InvalidOperationException("The deployment is at the version already");
        await RunAllAsync(session, cancellationToken);
        return session.Report();
    }

    public async Task RunAllAsync(RunSession session, CancellationToken cancellationToken = default)
    {
        foreach (var step in Plan.Steps)
            await session.RunStepAsync(step.Id, cancellationToken);
    }

    /// <summary>What <c>RollbackCvat</c> does.</summary>
    public async Task<RunReport> RollBackAsync()
    {
        using var session = await Opener().OpenForRollbackAsync([Plan], CancellationToken.None);
        await session.RollBackAsync(JournalEntry.RollbackStarted.ByOperator, CancellationToken.None);
        return session.Report();
    }

    public async Task<HopguardException> RefusedAsync(Func<Task> action) => (await action.Should().ThrowAsync<HopguardException>()).Which;

    public void On(RunEvent runEvent) => _events.Enqueue(runEvent);

    public void Dispose() => _ownFolder?.Dispose();
}
