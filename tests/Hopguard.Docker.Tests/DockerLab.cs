using System.Formats.Tar;
using System.Runtime.Versioning;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Connection;
using Hopguard.Lab;

[assembly: SupportedOSPlatform("linux")]

namespace Hopguard.Docker.Tests;

/// <summary>One real engine for all tests of a collection, with an image of GNU tools and one of busybox alone.</summary>
public sealed class DockerLab : IAsyncLifetime
{
    // What every image of the lab stands on; unlike the others it declares no volume that would be left behind.
    public const string Gnu = "hopguard-lab/base";
    public const string Busybox = "hopguard-lab/busybox";

    /// <summary>Whose the containers of the tests are.</summary>
    public static readonly ContainerOwner Owner = new("docker-tests", "docker-tests", "test");

    private const string Label = LabImage.Label + "=docker-tests";

    private static readonly SemaphoreSlim Turn = new(1);
    private static int _users;

    private Shop? _shared;
    private Shop? _inFolders;
    private Shop? _stopped;
    private Shop? _stoppedInFolders;

    public LabEngine Lab { get; private set; } = null!;

    public DockerEngine Engine { get; private set; } = null!;

    public DockerEndpoint Endpoint { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Lab = (await LabEngine.StartAsync(Console.Error.WriteLine)).UseInThisProcess();
        await ImageBuilder.EnsureAsync(Lab, [LabImage.Redis], Console.Error.WriteLine);
        Endpoint = new DockerEndpoint(Lab.Host);
        Engine = new DockerEngine(Endpoint);
        await Turn.WaitAsync();
        try
        {
            Interlocked.Increment(ref _users);
            if (await Engine.FindImageAsync(Busybox, CancellationToken.None) is null)
                await ImportBusyboxAsync();
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>The shop of the tests that only look at one, started for the first of them: tests of a collection run one after the other.</summary>
    public async Task<Shop> SharedShopAsync() => _shared ??= await Shop.StartAsync(this);

    /// <summary>The same with its stores in folders of the host.</summary>
    public async Task<Shop> SharedShopInFoldersAsync() => _inFolders ??= await Shop.StartInFoldersAsync(this);

    /// <summary>The shop of the tests that begin behind the stop.</summary>
    public async Task<Shop> StoppedShopAsync(bool inFolders) => inFolders
        ? _stoppedInFolders ??= await StopAsync(await Shop.StartInFoldersAsync(this))
        : _stopped ??= await StopAsync(await Shop.StartAsync(this));

    public async Task DisposeAsync()
    {
        foreach (var shop in new[] { _shared, _inFolders, _stopped, _stoppedInFolders }.OfType<Shop>())
            await shop.DisposeAsync();
        if (Interlocked.Decrement(ref _users) == 0)
            await Lab.Command(["rmi", .. Shop.Images]).TryRunAsync();
        Engine.Dispose();
        await Lab.DisposeAsync();
    }

    /// <summary>What helper containers are made from in a test of volumes.</summary>
    public static ToolImage Helper(string image = Busybox) => new(image, Owner);

    /// <summary>A volume that is removed with its test.</summary>
    public async Task<LabVolume> VolumeAsync(params string[] options)
    {
        var name = $"hopguard-test-{Guid.NewGuid():N}";
        await Lab.DockerAsync(["volume", "create", "--label", Label, .. options.SelectMany(option => new[] { "--opt", option }), name]);
        return new LabVolume(this, name);
    }

    /// <summary>Runs a shell line in the folder of a volume.</summary>
    public async Task<string> ShellAsync(string volume, string script) => await Engine.FindVolumeAsync(volume, CancellationToken.None) is { Options.Count: > 0 }
        ? await Lab.DockerAsync("run", "--rm", "--label", Label, "--volume", $"{volume}:/v:nocopy", "--workdir", "/v", "--user", "0:0", "--entrypoint", "sh", Gnu, "-euc", script)
        : await Lab.Volumes.RunAsync($"cd {VolumeAccess.FolderOf(volume)}\n{script}");

    private static async Task<Shop> StopAsync(Shop shop)
    {
        shop.Inspected = await shop.InspectAsync();
        await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);
        return shop;
    }

    private async Task ImportBusyboxAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-busybox");
        await new LabCommand("bash", Path.Combine(AppContext.BaseDirectory, "lab", "Machine", "apt.sh"), Lab.Folder.Inside("packages"), "bookworm", "-qq", "download", "busybox-static")
        { Folder = folder.FullName }.RunAsync();
        await new LabCommand("dpkg-deb", "-x", folder.GetFiles("*.deb").Single().FullName, folder.FullName).RunAsync();
        var program = Path.Combine(folder.FullName, "bin", "busybox");
        var applets = (await new LabCommand(program, "--list").RunAsync()).Split('\n').Where(applet => applet != "busybox");
        var archive = Path.Combine(folder.FullName, "image.tar");
        await using (var tar = new TarWriter(File.Create(archive)))
        {
            await tar.WriteEntryAsync(program, "bin/busybox");
            foreach (var applet in applets)
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" });
        }

        await Lab.DockerAsync("import", "--change", $"LABEL {Label}", archive, Busybox);
        folder.Delete(recursive: true);
    }
}

/// <summary>A volume of one test.</summary>
public sealed record LabVolume(DockerLab Lab, string Name) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Lab.Engine.RemoveVolumeAsync(Name, CancellationToken.None);
}

[CollectionDefinition(nameof(DockerLabCollection))]
public sealed class DockerLabCollection : ICollectionFixture<DockerLab>;

/// <summary>Tests that run beside those of <see cref="DockerLabCollection"/> on the same engine, since both mostly wait for containers.</summary>
[CollectionDefinition(nameof(SecondDockerLabCollection))]
public sealed class SecondDockerLabCollection : ICollectionFixture<DockerLab>;
