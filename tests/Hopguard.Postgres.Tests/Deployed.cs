using System.Reflection;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Docker;
using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Reading;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Handlers;
using NSubstitute;
using Plan = Hopguard.Plans.Model.Plan;

namespace Hopguard.Postgres.Tests;

/// <summary>A database server that a run works for, as the engine would hand it to a handler: the hop of CVAT from 2.2.0 to 2.3.0.</summary>
internal sealed class Deployed : IAsyncDisposable
{
    private static readonly string Root =
        typeof(Deployed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static readonly PlanSet Plans = PlanSet.Read(
        Directory.GetFiles(Path.Combine(Root, "plans"), "*.yaml", SearchOption.AllDirectories).Select(path => new PlanFile(path, File.ReadAllText(path))));

    /// <summary>The application, as it is shipped.</summary>
    public static Hopguard.Plans.Model.Application Cvat => Plans.FindApplication("cvat")!;

    /// <summary>The procedure that backs it up.</summary>
    public static Plan Backup => Plans.FindPlan("cvat-backup")!;

    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-").FullName;

    private LabImage _image = LabImage.Postgres10;

    private Deployed(LabPostgres server, string project) => (Server, Project) = (server, project);

    public LabPostgres Server { get; }

    public string Project { get; }

    public List<string> Log { get; } = [];

    /// <summary>What is exported in the shell that commands are typed in.</summary>
    public Dictionary<string, string> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>What a test does in the middle of a step: called with every progress that the step reports.</summary>
    public Action<StepProgress>? OnProgress { get; set; }

    /// <summary>What a test does where a step remembers something, before that is kept: what it throws is a kill.</summary>
    public Action<string, string>? OnRemember { get; set; }

    /// <summary>The same after it was kept.</summary>
    public Action<string, string>? OnRemembered { get; set; }

    public StepContext Context { get; private set; } = null!;

    private Hopguard.Plans.Model.Application Application { get; set; } = Plans.FindApplication("cvat")!;

    public ICompose Compose { get; } = Substitute.For<ICompose>();

    /// <summary>The image of the database service in the target version.</summary>
    public string TargetImage { get; set; } = "postgres:15-alpine";

    /// <summary>The environment of the database service in the target version.</summary>
    public Dictionary<string, string> TargetEnvironment { get; } = new(StringComparer.Ordinal)
    {
        ["POSTGRES_USER"] = "root",
        ["POSTGRES_DB"] = "cvat",
        ["POSTGRES_HOST_AUTH_METHOD"] = "trust",
    };

    /// <summary>What the database service of the target version mounts beside the store's volume.</summary>
    public List<ContainerMount> TargetMounts { get; } = [];

    public static Task<Deployed> StartAsync(PostgresFixture fixture, string? sample = null, TimeSpan? timeLimit = null, params string[] arguments) =>
        StartAsync(fixture, LabImage.Postgres10, sample, timeLimit, arguments);

    /// <summary>The same on the major that the target has as well.</summary>
    public static Task<Deployed> StartOnTargetsMajorAsync(PostgresFixture fixture, string sample) => StartAsync(fixture, LabImage.Postgres15, sample, timeLimit: null);

    private static async Task<Deployed> StartAsync(PostgresFixture fixture, LabImage image, string? sample, TimeSpan? timeLimit, params string[] arguments)
    {
        var project = $"hopguard-test-{Guid.NewGuid():N}";
        var major = image == LabImage.Postgres10 ? 10 : 15;
        string[] labels = ["--label", $"com.docker.compose.project={project}", "--label", "com.docker.compose.service=cvat_db"];
        var server = arguments.Length == 0 ? LabPostgres.StartPreparedAsync(fixture.Lab, major, labels) : LabPostgres.StartAsync(fixture.Lab, major, [.. labels, .. arguments]);
        var deployed = new Deployed(await server, project) { _image = image };
        if (sample is not null)
            await deployed.Server.SqlAsync(await Sample.ReadAsync(sample), "postgres");

        // Only one of them is the application's own.
        if (sample != Sample.Small)
            deployed.Application = deployed.Application with { Migrations = deployed.Application.Migrations with { Store = "none" } };

        deployed.Prepare(timeLimit ?? TimeSpan.FromMinutes(1));
        return deployed;
    }

    /// <summary>The server that the store lies on, where that counts as none of the project's.</summary>
    public ExternalServer? Outside { get; private set; }

    /// <summary>
    /// The server becomes one outside of the project: the services log in as a role that owns the database and is no superuser. The container is still found as that of a service, which is all that a
    /// trial wants of one.
    /// </summary>
    public async Task GoOutsideAsync()
    {
        await Server.SqlAsync("CREATE ROLE keeper LOGIN CREATEDB; ALTER DATABASE cvat OWNER TO keeper; ALTER FUNCTION two_lines() OWNER TO keeper");
        foreach (var table in new[] { "engine_task", "engine_job", "django_migrations" })
            await Server.SqlAsync($"ALTER TABLE {table} OWNER TO keeper");

        var address = await Server.AddressAsync();
        Outside = new ExternalServer("cvat_db", address, address, 5432, "cvat", "keeper");
        BeginStep(Context.Plan);
    }

    /// <summary>Servers outside of the project, as a run asks them.</summary>
    public ExternalServers ServersOf(DockerEngine engine)
    {
        var redactor = new Redactor();
        return new ExternalServers(new ExternalPasswords(engine, Compose, new ReferencedSettings(Exported.GetValueOrDefault, redactor), redactor), new ExternalAddresses(engine));
    }

    /// <summary>What dumps a store that may lie outside.</summary>
    public DumpDatabaseHandler DumpHandlerOf(DockerEngine engine) => new(engine, Compose, new VolumeContents(engine), new Freshness(engine, []), TimeProvider.System, ServersOf(engine));

    /// <summary>Changes the store in the middle of a step, from within <see cref="OnProgress"/>. The test framework has few threads for continuations, and one of them waits here: others run the command.</summary>
    public void Meddle(string sql) => Task.Run(() => Server.SqlAsync(sql)).GetAwaiter().GetResult();

    /// <summary>Runs a handler as the engine does: its guard, then itself.</summary>
    public async Task<StepOutcome> DoAsync(IStepHandler handler, Plans.Model.Step step) =>
        (StepOutcome?)await handler.GuardAsync(step, Context, CancellationToken.None) ?? await handler.ExecuteAsync(step, Context, CancellationToken.None);

    /// <summary>Comes to the next step of a plan, which remembers nothing of those before.</summary>
    public void BeginStep(Plan plan) => Context = MakeContext(plan, Context.Options.StartupTimeout);

    /// <summary>The application becomes another one, for the steps from here on.</summary>
    public void Become(Func<Hopguard.Plans.Model.Application, Hopguard.Plans.Model.Application> change)
    {
        Application = change(Application);
        BeginStep(Context.Plan);
    }

    /// <summary>Starts the server again, as somebody would by hand.</summary>
    public async Task StartServerAsync()
    {
        await Server.Engine.DockerAsync("start", Server.Container);
        await Server.AwaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(RemoveMadeAsync(), Server.DisposeAsync().AsTask());
        Directory.Delete(_folder, recursive: true);
    }

    public (string Container, string Volume) Trial => (MadeNames.TrialContainer(Context, "database", "trial"), MadeNames.TrialVolume(Context, "database", "trial"));

    /// <summary>Where the undoing of the dump keeps what the store held.</summary>
    public string Aside => MadeNames.Abandoned(Context, "database", "dump-database");

    private async Task RemoveMadeAsync()
    {
        // Nothing but databases is made of one that lies elsewhere, and they go with their server.
        if (Outside is not null)
            return;

        await Server.Engine.DockerAsync("rm", "--force", "--volumes", Trial.Container, MadeNames.RollbackContainer(Context, "database", "dump"));
        await Server.Engine.DockerAsync("volume", "rm", "--force", Trial.Volume, MadeNames.RollbackVolume(Context, "database", "dump"), Aside, $"{Aside}-2");
    }

    private void Prepare(TimeSpan timeLimit)
    {
        Context = MakeContext(Plans.FindPlan("cvat-2.3.0")!, timeLimit);
        Compose.ConfigAsync(default!, default).ReturnsForAnyArgs(_ => Rendered());
    }

    private StepContext MakeContext(Plan plan, TimeSpan timeLimit)
    {
        var folder = new RunFolder(Path.Combine(_folder, "run"));
        folder.Create();
        return new StepContext
        {
            RunId = "run1",
            Application = Application,
            Plan = plan,
            Options = new RunOptions { DeploymentFolder = _folder, StateFolder = _folder, StartupTimeout = timeLimit },
            Before = Snapshot(),
            Folder = folder,
            Evidence = new EvidenceStore(folder),
            Memory = new RememberedTexts(this),
            Progress = new Reporter(this),
            Log = Log.Add,
            Warn = Log.Add,
            Clock = TimeProvider.System,
        };
    }

    private DeploymentSnapshot Snapshot() => new ContainerDetails
    {
        ComposeFiles = ["docker-compose.yml"],
        Services = [new ServiceSnapshot("cvat_db", Server.Container, _image.Tag, _image.Tag, WasRunning: true, "no")],
        Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal)
        {
            ["database"] = Outside is null ? new("cvat_db", Server.Container, Server.Container, "/var/lib/postgresql/data") : new("cvat_db", string.Empty, null, null) { External = Outside },
        },
    }.AddTo(new DeploymentSnapshot
    {
        Project = Project,
        Folder = _folder,
        EngineId = "engine",
        Version = "2.2.0",
    });

    private ComposeConfiguration Rendered()
    {
        ContainerMount[] mounts = [new("volume", Server.Container, "/var/lib/postgresql/data", ReadOnly: false), .. TargetMounts];
        var service = new ComposeService("cvat_db", TargetImage, null, TargetEnvironment, mounts, []);
        return new ComposeConfiguration(
            Project, new Dictionary<string, ComposeService>(StringComparer.Ordinal) { ["cvat_db"] = service }, new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal), []);
    }

    private sealed class Reporter(Deployed deployed) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => deployed.OnProgress?.Invoke(value);
    }

    private sealed class RememberedTexts(Deployed deployed) : StepMemory
    {
        private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

        public override string? Recall(string key) => _texts.GetValueOrDefault(key);

        public override void Remember(string key, string text)
        {
            deployed.OnRemember?.Invoke(key, text);
            _texts[key] = text;
            deployed.OnRemembered?.Invoke(key, text);
        }
    }
}
