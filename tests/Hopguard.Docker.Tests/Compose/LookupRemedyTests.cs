using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Compose;
using Hopguard.Plans.Model;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Docker.Tests.Compose;

/// <summary>A deployment that cannot be found, or whose data lies where it would be lost, and what is to be done then: with that, it is found.</summary>
public sealed class LookupRemedyTests : IDisposable
{
    private const string Recreate = "Recreate the deployment from its compose files, or correct the store in the application's file";

    private static readonly Store InVolume = Shop.Application.Stores["database"];
    private static readonly Store InFolder = Shop.InFolders.Stores["database"];
    private static readonly string Anonymous = new('a', 64);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-lookup");
    private readonly IContainerEngine _engine = Substitute.For<IContainerEngine>();
    private List<ContainerState> _containers = [];
    private RunOptions _options;

    public LookupRemedyTests()
    {
        _options = new RunOptions { DeploymentFolder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "shop")).FullName };
        _engine.ListContainersAsync(default!, default).ReturnsForAnyArgs(call => call.Arg<IReadOnlyDictionary<string, string?>>().GetValueOrDefault("com.docker.compose.project") is var project
            ? (IReadOnlyList<ContainerState>)[.. _containers.Where(container => project is null || container.Project == project)]
            : []);
        _engine.FindVolumeAsync(default!, default).ReturnsForAnyArgs(call => new VolumeState(
            call.Arg<string>(), "local", "/v", new Dictionary<string, string> { ["com.docker.compose.volume"] = call.Arg<string>().Replace("shop_", string.Empty) }, new Dictionary<string, string>()));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public Task A_deployment_is_started_before_it_is_looked_for() => Remedies.LeadsOutAsync(
        FindAsync, $"No compose project runs from '{_options.DeploymentFolder}'", "Start the deployment, or name its folder with --deployment or its project with --project", () => _containers = [Container("db")]);

    [Fact]
    public Task One_of_several_projects_is_named()
    {
        _containers = [Container("db"), Container("db", project: "other")];
        return Remedies.LeadsOutAsync(FindAsync, $"Several projects run from '{_options.DeploymentFolder}': other, shop", "Name one with --project", () => _options = _options with { Project = "shop" });
    }

    [Fact]
    public Task A_name_that_is_no_projects_is_corrected()
    {
        _containers = [Container("db")];
        _options = _options with { Project = "shpo" };
        return Remedies.LeadsOutAsync(FindAsync, "Project 'shpo' has no containers on this engine", "Compare the name with 'docker compose ls --all'", () => _options = _options with { Project = "shop" });
    }

    [Fact]
    public async Task A_project_of_another_folder_is_looked_for_there()
    {
        _containers = [Container("db")];
        var folder = _options.DeploymentFolder;
        _options = _options with { Project = "shop", DeploymentFolder = _folder.FullName };
        await Remedies.LeadsOutAsync(
            FindAsync, $"Project 'shop' does not run from '{_folder.FullName}', but from '{folder}'", $"Give --deployment={folder}, or leave --project out", () => _options = _options with { DeploymentFolder = folder });
    }

    [Theory]
    [InlineData(null, null, "The containers of '*' do not say which compose files they were started with", "Name them with --compose-files")]
    [InlineData("compose.yml", "compose.yml,extra.yml", "The containers of '*' were started with different compose files: compose.yml and compose.yml,extra.yml", "Name the files that hold now with --compose-files")]
    public void Files_that_containers_do_not_agree_on_are_named(string? one, string? other, string refusal, string remedy)
    {
        _containers = [Container("db", files: one), Container("server", files: other)];
        Remedies.LeadOut(() => ProjectLookup.FilesOf(_containers, _options), refusal, remedy, () => _options = _options with { ComposeFiles = ["compose.yml"] });
    }

    [Fact]
    public async Task A_store_that_is_not_served_is_started()
    {
        await StoreLeadsOutAsync(InVolume, null, "Store 'database' is served by service 'db', which has no container", "Start the whole deployment first", Held("shop_db"));
        await StoreLeadsOutAsync(InVolume, Held("shop_db") with { Status = "exited" }, "Container 'shop-db-1' of store 'database' is stopped", "Start the whole deployment first", Held("shop_db"));
    }

    [Fact]
    public async Task A_store_that_would_be_lost_is_moved_into_its_volume()
    {
        var deep = new Dictionary<string, string> { ["PGDATA"] = "/data/deep" };
        var elsewhere = new Dictionary<string, string> { ["PGDATA"] = "/elsewhere" };
        await StoreLeadsOutAsync(
            InVolume, Held("shop_db", new ContainerMount("volume", Anonymous, "/data/deep", false)) with { Environment = deep },
            $"Store 'database' lies on the anonymous volume '{Anonymous}' of container 'shop-db-1', which is lost when the container is recreated", "Copy it into the compose file's named volume first", Held("shop_db"));
        await StoreLeadsOutAsync(
            InVolume, Held("shop_db", new ContainerMount("volume", "shop_more", "/data/deep", false)) with { Environment = deep },
            "The data folder '/data/deep' of store 'database' lies on 'shop_more', not on the compose file's volume 'db'", "Move the data into the named volume first", Held("shop_db") with { Environment = deep });
        await StoreLeadsOutAsync(
            InVolume, Held("shop_db") with { Environment = elsewhere }, "The data folder '/elsewhere' of store 'database' lies in container 'shop-db-1' itself, on no volume, and is lost with it",
            "Take a dump by hand and move the data into the named volume first", Held("shop_db"));
    }

    [Fact]
    public async Task A_store_that_lies_elsewhere_than_is_declared_is_recreated_or_declared_so()
    {
        await StoreLeadsOutAsync(InVolume, Held("shop_other"), "Container 'shop-db-1' does not mount the volume 'db' that store 'database' should be in", Recreate, Held("shop_db"));
        await StoreLeadsOutAsync(InFolder, Container("db"), "Container 'shop-db-1' mounts nothing at '/data', where store 'database' should be in a folder of the host", Recreate, Bound());

        _containers = [Held("shop_db")];
        var store = InFolder;
        await Remedies.LeadsOutAsync(
            () => FindStoreAsync(store), "Store 'database' lies in 'shop_db' (volume), not in a folder of the host", "Declare the store with 'volume' instead of 'mount' in the application's file", () => store = InVolume);

        _containers = [Bound()];
        store = InVolume;
        await Remedies.LeadsOutAsync(
            () => FindStoreAsync(store, "/data"), $"Store 'database' lies in '{_folder.FullName}' (bind), not in a volume",
            "Declare the store with 'mount: /data' instead of 'volume' in the application's file, or move its data into the compose file's named volume", () => store = InFolder);
    }

    private Task FindAsync() => new ProjectLookup(_engine).FindAsync(_options, CancellationToken.None);

    private async Task StoreLeadsOutAsync(Store store, ContainerState? before, string refusal, string remedy, ContainerState after)
    {
        _containers = before is null ? [] : [before];
        await Remedies.LeadsOutAsync(() => FindStoreAsync(store), refusal, remedy, () => _containers = [after]);
    }

    // A volume that compose does not know is found by what the files mount at a path.
    private Task<StoreSnapshot> FindStoreAsync(Store store, string? mountedAt = null)
    {
        var services = new Dictionary<string, ComposeService>();
        if (mountedAt is not null)
            services["db"] = new ComposeService("db", "image", null, new Dictionary<string, string>(), [new("volume", "shop_db", mountedAt, false)], []);
        var rendered = new ComposeConfiguration("shop", services, new Dictionary<string, string> { ["db"] = "shop_db" }, new Dictionary<string, string>(), []);
        return new StoreLookup(_engine, _ => Task.FromResult(rendered)).FindAsync(store, _containers, CancellationToken.None);
    }

    private static ContainerState Held(string volume, params ContainerMount[] more) => Container("db", mounts: [new("volume", volume, "/data", false), .. more]);

    private ContainerState Bound() => Container("db", mounts: [new("bind", _folder.FullName, "/data", false)]);

    private ContainerState Container(string service, string? project = null, string? files = "compose.yml") => Container(service, mounts: []) with
    {
        Labels = new[]
        {
            ("com.docker.compose.project", project ?? "shop"), ("com.docker.compose.service", service), ("com.docker.compose.project.working_dir", _options.DeploymentFolder),
            ("com.docker.compose.project.config_files", files ?? string.Empty),
        }.ToDictionary(label => label.Item1, label => label.Item2),
    };

    private static ContainerState Container(string service, IReadOnlyList<ContainerMount> mounts) => new()
    {
        Id = service,
        Name = $"shop-{service}-1",
        Image = "image",
        ImageId = "sha256:1",
        Status = "running",
        Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = "shop", ["com.docker.compose.service"] = service },
        Mounts = mounts,
    };
}
