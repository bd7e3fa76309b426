using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Targets;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>A store that another one replaces in the target: what is asked of the target's volumes, without an engine.</summary>
public sealed class ReplacedStoreTests
{
    private const string Text = """
        application: shop
        title: Shop
        compose: { files: [compose.yml] }
        version: { service: server, port: 80, path: /version, field: version }
        migrations: { store: database, database: shop, table: migrations, app: app, name: name }
        services:
          db: { writes: [database, database2] }
          server: { writes: [database, database2] }
        stores:
          database: { kind: postgresql, service: db, volume: db, until: 2.0.0, replaced-by: database2 }
          database2: { kind: postgresql, service: db, volume: db2, since: 2.0.0 }
        releases:
          1.0.0: { postgresql: 15, services: [db, server] }
          2.0.0: { postgresql: 17, services: [db, server] }
        """;

    private static readonly Application Application = ApplicationReader.Read("plans/shop/application.yaml", Text).Value!;
    private readonly IContainerEngine _engine = NSubstitute.Substitute.For<IContainerEngine>();

    [Fact]
    public void A_volume_of_its_own_that_its_service_mounts_is_as_it_should_be() => Problems("shop_db2", mounted: "shop_db2").Should().BeEmpty();

    [Fact]
    public void The_old_volume_is_no_new_one() => Problems("shop_db", mounted: "shop_db").Should().Equal("store 'database2' is to replace 'database', but is on the same volume 'shop_db'");

    [Fact]
    public void The_target_has_the_new_volume() => Problems(null, mounted: "shop_db").Should().Equal("the target's compose files have no volume 'db2', which holds store 'database2'");

    [Fact]
    public void The_service_mounts_it() =>
        Problems("shop_db2", mounted: "shop_db").Should().Equal("service 'db' of the target does not mount volume 'shop_db2' of store 'database2'");

    [Fact]
    public async Task What_lies_in_the_new_volume_already_is_not_ours()
    {
        var (target, context) = (Target("shop_db2", "shop_db2"), Context());
        (await new ReplacementsFree(_engine).ProblemsAsync(target, context, CancellationToken.None)).Should().BeEmpty();

        _engine.FindVolumeAsync("shop_db2", default).ReturnsForAnyArgs(new VolumeState("shop_db2", "local", "/volumes/shop_db2", new Dictionary<string, string>(), new Dictionary<string, string>()));

        (await new ReplacementsFree(_engine).ProblemsAsync(target, context, CancellationToken.None)).Should().ContainSingle().Which.Should().StartWith("volume 'shop_db2' of store 'database2', which replaces 'database', exists already");
    }

    [Fact]
    public void The_target_keeps_the_data_in_the_new_volume() => TargetVolumes.Of("database", Target("shop_db2", "shop_db2").Target, Context()).Should().Be("shop_db2");

    [Fact]
    public void A_store_of_a_later_release_is_not_looked_for() =>
        InstalledStores.Of(Application, "1.0.0", new HashSet<string>(["db", "server"], StringComparer.Ordinal)).Select(store => store.Name).Should().Equal("database");

    private static List<string> Problems(string? volume, string mounted) => [.. new VolumesUnchanged().Problems(Target(volume, mounted), Context())];

    private static RenderedTarget Target(string? volume, string mounted)
    {
        var volumes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (volume is not null)
            volumes["db2"] = volume;

        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var db = new ComposeService("db", "postgres:17", null, none, [new ContainerMount("volume", mounted, "/var/lib/postgresql/data", ReadOnly: false)], []);
        var configuration = new ComposeConfiguration("shop", new Dictionary<string, ComposeService>(StringComparer.Ordinal) { ["db"] = db }, volumes, none, []);
        return new RenderedTarget(configuration, configuration, new TargetFiles("/shop", "/shop", []), CarriedFiles.None);
    }

    private static StepContext Context()
    {
        var folder = new RunFolder(Path.GetTempPath());
        return new StepContext
        {
            RunId = "run",
            Application = Application,
            Plan = new Plan { Application = Name.Of("shop"), From = ReleaseVersion.Parse("1.0.0"), To = ReleaseVersion.Parse("2.0.0"), Summary = "test", Steps = [], Path = "plan.yaml", Hash = "" },
            Options = new RunOptions { DeploymentFolder = "/shop" },
            Before = new ContainerDetails
            {
                ComposeFiles = [],
                Services = [],
                Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal) { ["database"] = new("db", "shop-db-1", "shop_db", "/var/lib/postgresql/data") },
            }.AddTo(new DeploymentSnapshot
            {
                Project = "shop",
                Folder = "/shop",
                EngineId = "engine",
                Version = "1.0.0",
            }),
            Folder = folder,
            Evidence = new EvidenceStore(folder),
            Memory = new Memory(),
            Progress = new Progress<StepProgress>(),
            Log = _ => { },
            Warn = _ => { },
            Clock = TimeProvider.System,
        };
    }
}
