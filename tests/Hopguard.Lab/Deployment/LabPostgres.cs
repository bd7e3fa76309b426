using System.Collections.Concurrent;
using System.Globalization;

namespace Hopguard.Lab;

/// <summary>A PostgreSQL server by itself, as the compose file of CVAT would start one: user <c>root</c>, database <c>cvat</c>, trust. Gone with its volume when disposed.</summary>
public sealed class LabPostgres : IAsyncDisposable
{
    static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    const string Data = "/var/lib/postgresql/data";

    // What a test server holds need not survive a power cut.
    static readonly string[] Settings =
        ["--env", "POSTGRES_USER=root", "--env", "POSTGRES_DB=cvat", "--env", "POSTGRES_HOST_AUTH_METHOD=trust", "--env", "POSTGRES_INITDB_ARGS=--nosync"];

    // Looked for once by a process.
    static readonly ConcurrentDictionary<(string Engine, int Major), Task<string>> Templates = new();

    LabPostgres(LabEngine engine, string name) => (Engine, Container) = (engine, name);

    /// <summary>The engine it runs on.</summary>
    public LabEngine Engine { get; }

    /// <summary>Name of its container, and of the volume that holds its data.</summary>
    public string Container { get; }

    /// <summary>Starts a server of a major version for the first time, as the image does it, and waits until it answers over TCP.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="major">10 or 15.</param>
    /// <param name="arguments">More arguments of <c>docker run</c>, such as <c>--tmpfs</c> or <c>-e</c>.</param>
    public static async Task<LabPostgres> StartAsync(LabEngine engine, int major, params string[] arguments)
    {
        await ImageBuilder.EnsureAsync(engine, [ImageOf(major)]);
        return await RunAsync(engine, major, await NewVolumeAsync(engine, major), arguments);
    }

    /// <summary>As <see cref="StartAsync"/>, on a copy of a volume that was initialised once and is kept: in a third of the time. The copies have one system identifier.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="major">10 or 15.</param>
    /// <param name="arguments">More arguments of <c>docker run</c> that do not concern the first start.</param>
    public static async Task<LabPostgres> StartPreparedAsync(LabEngine engine, int major, params string[] arguments)
    {
        var template = await Templates.GetOrAdd((engine.Host, major), _ => PrepareAsync(engine, major));
        var volume = await NewVolumeAsync(engine, major);
        await engine.Volumes.RunAsync($"cp -a {VolumeAccess.FolderOf(template)}/. {VolumeAccess.FolderOf(volume)}/");
        return await RunAsync(engine, major, volume, arguments);
    }

    /// <summary>Waits until the server answers over TCP: on the socket, the temporary server of a first start would answer too.</summary>
    public async Task AwaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        while ((await Psql("cvat", "SELECT 1").TryRunAsync(limit.Token)).ExitCode != 0)
            await Task.Delay(Pause, limit.Token);
    }

    /// <summary>Runs statements with the server's own <c>psql</c>, stopping at the first error.</summary>
    /// <returns>What it printed: rows as lines, columns parted by <c>|</c>.</returns>
    public Task<string> SqlAsync(string sql, string database = "cvat") => Psql(database, sql).RunAsync();

    /// <summary>What a database holds, told by SQL of the lab's own: kind and name of each thing, and what must be equal about it.</summary>
    public Task<IReadOnlyDictionary<string, string>> CensusAsync(string database = "cvat") => Census.TakeAsync(sql => SqlAsync(sql, database));

    /// <summary>The server's address inside the engine's network, which this machine reaches directly.</summary>
    public Task<string> AddressAsync() => Engine.DockerAsync("inspect", "--format", "{{.NetworkSettings.IPAddress}}", Container);

    /// <summary>Removes the container and its volume.</summary>
    public async ValueTask DisposeAsync()
    {
        await Engine.DockerAsync("rm", "--force", "--volumes", Container);
        await Engine.DockerAsync("volume", "rm", "--force", Container);
    }

    static LabImage ImageOf(int major) => major == 10 ? LabImage.Postgres10 : LabImage.Postgres15;

    static async Task<string> PrepareAsync(LabEngine engine, int major)
    {
        await ImageBuilder.EnsureAsync(engine, [ImageOf(major)]);
        using var turn = await FileLock.TakeAsync(engine.Folder.Inside("images.lock"));
        var template = string.Create(CultureInfo.InvariantCulture, $"hopguard-lab-template-pg{major}-{ImageContent.HashOf(ImageOf(major))}");
        if ((await engine.Command("volume", "inspect", $"{template}-ready").TryRunAsync()).ExitCode == 0)
            return template;
        await engine.DockerAsync("volume", "rm", "--force", template);
        await engine.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=template", template);
        // A first start, after which the server only tells a setting.
        await engine.DockerAsync(["run", "--rm", "--label", $"{LabImage.Label}=helper", "--volume", $"{template}:{Data}", .. Settings, ImageOf(major).Tag, "postgres", "-C", "data_directory"]);
        await engine.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=template", $"{template}-ready");
        return template;
    }

    static async Task<string> NewVolumeAsync(LabEngine engine, int major)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"hopguard-lab-pg{major}-{Guid.NewGuid():N}");
        await engine.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=postgres", name);
        return name;
    }

    static async Task<LabPostgres> RunAsync(LabEngine engine, int major, string name, string[] arguments)
    {
        var server = new LabPostgres(engine, name);
        await engine.DockerAsync(["run", "--detach", "--name", name, "--label", $"{LabImage.Label}=postgres", "--volume", $"{name}:{Data}", .. Settings, .. arguments, ImageOf(major).Tag]);
        await server.AwaitAsync();
        return server;
    }

    LabCommand Psql(string database, string sql) =>
        Engine.Command("exec", "--interactive", Container, "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "-v", "ON_ERROR_STOP=1",
            "--host", "127.0.0.1", "--username", "root", "--dbname", database) with
        { Input = sql };
}
