using System.Collections.Immutable;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using ComposeProject = Hopguard.Containers.Ports.ComposeProject;

namespace Hopguard.Docker.Tests;

/// <summary>A small application on a real engine: a server that tells its version, a worker, and a stand-in for a database that holds a volume.</summary>
public sealed class Shop : IAsyncDisposable
{
    private readonly DockerLab _lab;
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("hopguard-shop");
    private readonly Dictionary<Step, Memory> _memories = [];
    private readonly bool _isBorrowed;
    private string _laid;
    private string _repository = Repository;
    private IReadOnlyList<string> _files = ["compose.yml"];

    private Shop(DockerLab lab, Shop? lender = null)
    {
        _lab = lab;
        _isBorrowed = lender is not null;
        Name = lender?.Name ?? $"shop{Guid.NewGuid().ToString("N")[..8]}";
        _laid = lender?._laid ?? File("1.0.0");
        Known = lender?.Known ?? Application;
        Inspected = lender?.Inspected;
        Folder = lender?.Folder ?? Directory.CreateDirectory(Path.Combine(_parent.FullName, "shop")).FullName;
        Compose = new ComposeCli(lab.Endpoint, name => Environment.TryGetValue(name, out var value) ? value : System.Environment.GetEnvironmentVariable(name));
        Deployment = new ComposeDeployment(lab.Engine, Compose, [Probe], Settings = new ReferencedSettings(name => Environment.TryGetValue(name, out var value) ? value : null, new Redactor()));
        Options = new RunOptions { DeploymentFolder = Folder, StartupTimeout = TimeSpan.FromSeconds(20) };
        Probe.Kind.Returns(StoreKind.PostgreSql);
        Probe.ListClientsAsync(default!, default).ReturnsForAnyArgs([]);
        Database.CopyKind.Returns(CopyEvidence.Dump);
        Database.FindChangeAsync(default!, default!, default).ReturnsForAnyArgs((string?)null);
        Freshness = new Freshness(lab.Engine, [Database, new UnchangedVolumes(lab.Engine)]);
        Probe.FindUnusableAsync(default!, default!, default).ReturnsForAnyArgs([]);
        Write("compose.yml", _laid);
    }

    private const string Repository = "hopguard-test/server";

    private static readonly string[] Versions = ["1.0.0", "2.0.0"];

    /// <summary>The images of the servers of all shops but those with <see cref="StartWithOwnImagesAsync">their own</see>, in both versions.</summary>
    public static IReadOnlyList<string> Images { get; } = [.. Versions.Select(version => $"{Repository}:v{version}")];

    public string Name { get; }

    private Dictionary<string, string?> OfProject => new() { ["com.docker.compose.project"] = Name };

    private Dictionary<string, string?> OfRun => new() { ["hopguard.run"] = Name };

    public string Folder { get; }

    public ComposeCli Compose { get; }

    public ComposeDeployment Deployment { get; }

    public RunOptions Options { get; set; }

    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>The application as runs know it, which a test can tell more about.</summary>
    public Application Known { get; set; }

    /// <summary>What was found before a test took the containers away.</summary>
    public DeploymentSnapshot? Inspected { get; set; }

    /// <summary>What later steps say that they will refuse.</summary>
    public IReadOnlyList<string> Foreseen { get; set; } = [];

    /// <summary>The hops that come behind on a route.</summary>
    public IReadOnlyList<Plan> LaterHops { get; set; } = [];

    /// <summary>The database's probe, which a test can make speak.</summary>
    public IStoreProbe Probe { get; } = NSubstitute.Substitute.For<IStoreProbe>();

    /// <summary>Says whether the database is as it was dumped, which a test can make speak.</summary>
    public IUnchangedProof Database { get; } = NSubstitute.Substitute.For<IUnchangedProof>();

    public Freshness Freshness { get; }

    /// <summary>Where secrets are that the application's file only names.</summary>
    public ReferencedSettings Settings { get; }

    /// <summary>Lines that steps logged.</summary>
    public IList<string> Log { get; } = [];

    /// <summary>What steps told whoever runs them.</summary>
    public IList<string> Warned { get; } = [];

    public ComposeProject Project => new(Name, Folder, _files);

    public static Application Application { get; } = new()
    {
        Name = "shop",
        Title = "Shop",
        ComposeFiles = ["compose.yml"],
        Version = new VersionProbe("server", 8080, "/about.json", "version"),
        Migrations = new MigrationTable("database", "shop", "migrations", "app", "name"),
        Services = new[] { ("db", "database"), ("server", "media"), ("worker", "media") }.ToImmutableDictionary(
            service => service.Item1, service => new Service(service.Item1, [service.Item2], default)),
        Stores = new[]
        {
            new Store { Name = "database", Kind = StoreKind.PostgreSql, Service = "db", Volume = "db" },
            new Store { Name = "media", Kind = StoreKind.Volume, Service = "server", Volume = "media" },
        }.ToImmutableDictionary(store => store.Name),
        Releases = [Release("1.0.0", 10), Release("2.0.0", 15)],
        Path = "shop.yaml",
    };

    /// <summary>The same application with its stores in folders of the host.</summary>
    public static Application InFolders { get; } = Application with
    {
        Stores = new[]
        {
            new Store { Name = "database", Kind = StoreKind.PostgreSql, Service = "db", Mount = "/data" },
            new Store { Name = "media", Kind = StoreKind.Volume, Service = "server", Mount = "/media" },
        }.ToImmutableDictionary(store => store.Name),
    };

    /// <summary>The same application, whose server is told by variables where its database is.</summary>
    public static Application WithConnection { get; } = Application with
    {
        Services = Application.Services.SetItem("server", new Service("server", ["database", "media"], default)),
        Stores = Application.Stores.SetItem("database", Application.Stores["database"] with
        {
            Connection = new ServerVariables { Host = Plans.Model.Name.Of("DB_HOST"), Port = Plans.Model.Name.Of("DB_PORT"), Database = Plans.Model.Name.Of("DB_NAME"), User = Plans.Model.Name.Of("DB_USER") },
        }),
    };

    /// <summary>Starts version 1.0.0.</summary>
    public static async Task<Shop> StartAsync(DockerLab lab)
    {
        var shop = new Shop(lab);
        await shop.StartAsync();
        return shop;
    }

    /// <summary>Starts version 1.0.0 with its stores in folders beside the compose file, one of them below the other's parent.</summary>
    public static async Task<Shop> StartInFoldersAsync(DockerLab lab)
    {
        var shop = new Shop(lab) { Known = InFolders };
        shop._laid = shop._laid.Replace("db:/data", "./data/db:/data", StringComparison.Ordinal).Replace("media:/media", "./data/media:/media", StringComparison.Ordinal)
            .Replace("volumes: { db: , media: }", string.Empty, StringComparison.Ordinal);
        shop.Write("compose.yml", shop._laid);
        await shop.StartAsync();
        return shop;
    }

    /// <summary>Starts version 1.0.0 with images of its own, so that a test may put others in their place while shops of other tests are started.</summary>
    public static async Task<Shop> StartWithOwnImagesAsync(DockerLab lab)
    {
        var shop = new Shop(lab);
        shop._repository = $"hopguard-test/{shop.Name}";
        shop.Write("compose.yml", shop.FileOf("1.0.0"));
        await shop.StartAsync();
        return shop;
    }

    /// <summary>The image of its server in a version.</summary>
    public string ImageOf(string version) => $"{_repository}:v{version}";

    /// <summary>The compose file of a version, with its own images where it has them.</summary>
    public string FileOf(string version) => File(version).Replace(Repository, _repository, StringComparison.Ordinal);

    /// <summary>Starts what is laid out.</summary>
    public async Task StartAsync()
    {
        await TagAsync();
        await Compose.UpAsync(Project, [], start: true, withDependencies: true, CancellationToken.None);
    }

    /// <summary>Gives its server's images to the engine.</summary>
    public async Task TagAsync()
    {
        foreach (var version in Versions)
            await _lab.Lab.DockerAsync("tag", DockerLab.Gnu, ImageOf(version));
    }

    /// <summary>Version 1.0.0 that runs once for all tests that leave its containers and volumes alone; files of its folder are put back at the end, and each test has a run of its own.</summary>
    public static async Task<Shop> BorrowAsync(DockerLab lab) => new(lab, await lab.SharedShopAsync());

    /// <summary>As <see cref="BorrowAsync"/>, of one whose stores are in folders.</summary>
    public static async Task<Shop> BorrowInFoldersAsync(DockerLab lab) => new(lab, await lab.SharedShopInFoldersAsync());

    /// <summary>As <see cref="BorrowAsync"/>, of one that was <see cref="Inspected"/> and stopped: all of its containers do not run, and what a test's run made is gone.</summary>
    public static async Task<Shop> BorrowStoppedAsync(DockerLab lab, bool inFolders = false)
    {
        var shop = new Shop(lab, await lab.StoppedShopAsync(inFolders));
        await shop.ForgetRunAsync();
        return shop;
    }

    /// <summary>Lays version 1.0.0 out with more compose files, which the test writes, and starts nothing.</summary>
    public static Shop Lay(DockerLab lab, IReadOnlyList<string> files) => new(lab) { _files = files };

    /// <summary>Lays a source tree out as the run has fetched it, under the name <c>new</c>.</summary>
    public void Fetch(params (string File, string Text)[] files)
    {
        var run = new RunFolder(Path.Combine(_parent.FullName, "run"));
        run.Create();
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(run.Source("new"), file))!);
            System.IO.File.WriteAllText(Path.Combine(run.Source("new"), file), text);
        }

        new EvidenceStore(run).Save(SourceEvidence.FileName("new"), new SourceEvidence("new", run.Source("new"), "test", ""));
    }

    /// <summary>What a run would have found, had the shop been started.</summary>
    public DeploymentSnapshot Snapshot() => new ContainerDetails
    {
        ComposeFiles = _files,
        Services = [],
        Stores = new Dictionary<string, StoreSnapshot>(),
    }.AddTo(new DeploymentSnapshot
    {
        Project = Name,
        Folder = Folder,
        EngineId = "engine",
        Version = "1.0.0",
    });

    /// <summary>What a service does that only runs: nothing, since a process that is started ten times a second by each of them costs more than the tests. It ends at once when it is stopped.</summary>
    public const string Idle = "trap 'exit 0' TERM INT; sleep 86400 & wait";

    /// <summary>The compose file of a version. What is stopped before it has set its trap ends at once as well: the first process of a container would wait for its death.</summary>
    public static string File(string version) => $$"""
        x-quick: &quick { entrypoint: [sh, -c], init: true, user: "0:0", restart: always, labels: { hopguard.lab: docker-tests } }
        services:
          db:
            <<: *quick
            image: hopguard-lab/busybox
            command: ["{{Idle}}"]
            volumes: [db:/data]
          server:
            <<: *quick
            image: hopguard-test/server:${SHOP_VERSION:-v{{version}}}
            environment: { GREETING: "${GREETING:-none}" }
            command: ["mkdir -p /www && cd /www && echo '{\"version\": \"{{version}}\"}' > about.json && exec python3 -c \"import signal,sys,http.server as h; signal.signal(15, lambda *a: sys.exit(0)); h.test(h.SimpleHTTPRequestHandler, port=8080)\""]
            volumes: [media:/media]
            depends_on: [db]
          worker:
            <<: *quick
            image: hopguard-test/server:${SHOP_VERSION:-v{{version}}}
            command: ["{{Idle}}"]
            volumes: [media:/media]
        volumes: { db: , media: }
        """;

    public string Read(string file) => System.IO.File.ReadAllText(Path.Combine(Folder, file));

    public void Write(string file, string text) => System.IO.File.WriteAllText(Path.Combine(Folder, file), text);

    public Task<DeploymentSnapshot> InspectAsync() => Deployment.InspectAsync(Known, Options, CancellationToken.None);

    public string Container(string service) => $"{Name}-{service}-1";

    public string Volume(string key) => $"{Name}_{key}";

    public async Task<ContainerState?> FindAsync(string service) => await _lab.Engine.FindContainerAsync(Container(service), CancellationToken.None);

    /// <summary>A context for steps of a plan; a step keeps its memory as long as the shop lives.</summary>
    public StepContext Context(DeploymentSnapshot before, Step step, params Step[] others) => Context(before, step, plan => plan, others);

    /// <inheritdoc cref="Context(DeploymentSnapshot, Step, Step[])" />
    public StepContext Context(DeploymentSnapshot before, Step step, Func<Plan, Plan> change, params Step[] others)
    {
        var folder = new RunFolder(Path.Combine(_parent.FullName, "run"));
        folder.Create();
        return new StepContext
        {
            RunId = Name,
            Application = Known,
            Plan = change(new Plan
            {
                Application = Plans.Model.Name.Of("shop"),
                Summary = "test",
                Steps = [.. others, step],
                Path = "plan.yaml",
                Hash = "",
                From = ReleaseVersion.Parse("1.0.0"),
                To = ReleaseVersion.Parse("2.0.0"),
            }),
            Options = Options,
            Before = before,
            Folder = folder,
            Evidence = new EvidenceStore(folder),
            Memory = _memories.TryGetValue(step, out var memory) ? memory : _memories[step] = new Memory(),
            Progress = new Progress<StepProgress>(),
            Log = Log.Add,
            Warn = Warned.Add,
            Clock = TimeProvider.System,
            Foresee = _ => Task.FromResult(Foreseen),
            LaterHops = LaterHops,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_isBorrowed)
            PutBack();
        else
            await RemoveAsync();
        Deployment.Dispose();
        _parent.Delete(recursive: true);
    }

    private void PutBack()
    {
        foreach (var file in Directory.GetFiles(Folder))
            System.IO.File.Delete(file);
        Write("compose.yml", _laid);
    }

    private async Task ForgetRunAsync()
    {
        foreach (var container in await _lab.Engine.ListContainersAsync(OfProject, CancellationToken.None))
        {
            if (container.Service is null)
                await _lab.Engine.RemoveContainerAsync(container.Id, CancellationToken.None);
            else if (container.IsAlive)
                await _lab.Engine.StopAsync(container.Id, TimeSpan.FromSeconds(1), CancellationToken.None);
        }

        foreach (var volume in await _lab.Engine.ListVolumesAsync(OfRun, CancellationToken.None))
            await _lab.Engine.RemoveVolumeAsync(volume.Name, CancellationToken.None);
    }

    private async Task RemoveAsync()
    {
        foreach (var container in await _lab.Engine.ListContainersAsync(OfProject, CancellationToken.None))
            await _lab.Engine.RemoveContainerAsync(container.Id, CancellationToken.None);

        if (_repository != Repository)
            await _lab.Lab.DockerAsync(["rmi", .. Versions.Select(ImageOf)]);
        await _lab.Lab.Command("network", "rm", $"{Name}_default").TryRunAsync();
        foreach (var label in new[] { OfProject, OfRun })
        {
            foreach (var volume in await _lab.Engine.ListVolumesAsync(label, CancellationToken.None))
                await _lab.Engine.RemoveVolumeAsync(volume.Name, CancellationToken.None);
        }
    }

    private static Release Release(string version, int major) => new()
    {
        Version = ReleaseVersion.Parse(version),
        PostgreSqlMajor = major,
        Services = ["db", "server", "worker"],
        Migrations = ImmutableDictionary<string, string>.Empty,
    };
}
