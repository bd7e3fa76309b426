using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json;

namespace Hopguard.Lab;

/// <summary>
/// A running CVAT by compose, full of data, for tests and demonstrations: 2.2.0 where nothing else is said. Its source lies in the folder <c>cvat</c> below the given one; the archives of 2.3.0 lie
/// beside it. It is set up as CVAT's operators have it: with the overlay for TLS, settings in <c>.env</c>, and an override that mounts a folder of the tree and one
/// from elsewhere. An engine holds one at a time, since CVAT's container names are fixed: a second one waits for the first to be removed.
/// </summary>
public sealed class LabDeployment : IAsyncDisposable
{
    static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    readonly FileLock _turn;
    readonly DeploymentVolumes _volumes;
    readonly LabSize _size;
    readonly Action<string> _say;
    readonly string[] _settings;

    LabDeployment(LabEngine engine, string folder, LabSize size, LabStart start, Action<string> say, FileLock turn)
    {
        (Engine, Folder, _size, Start, _say, _turn) = (engine, folder, size, start, say, turn);
        _volumes = new DeploymentVolumes(engine, size, start);
        var ports = FreePorts(FirstPort(engine), 4);
        Port = ports[0];
        _settings = [$"CVAT_HTTPS_PORT={Text(ports[0])}", $"CVAT_HTTP_PORT={Text(ports[1])}", $"CVAT_PORT={Text(ports[2])}", $"CVAT_OPA_PORT={Text(ports[3])}"];
    }

    /// <summary>The engine it runs on.</summary>
    public LabEngine Engine { get; }

    /// <summary>The folder that was given: it holds <c>cvat</c>, and whatever an upgrade puts beside it.</summary>
    public string Folder { get; }

    /// <summary>Variables with which a program reaches the engine and compose; settings of the deployment itself stand in its <c>.env</c>.</summary>
    public IReadOnlyDictionary<string, string?> Environment => Engine.Environment;

    /// <summary>The source tree, where compose is run.</summary>
    public string Source => Path.Combine(Folder, Start.Project);

    /// <summary>As what it begins.</summary>
    public LabStart Start { get; }

    /// <summary>The folder with the source archives of the first release and of <see cref="LabStart.Targets"/>, and their sums in <c>SHA256SUMS</c> as <c>sha256sum</c> writes them.</summary>
    public string Archives => Path.Combine(Folder, "releases");

    /// <summary>Port on which the proxy answers on this machine; like every setting of the deployment it stands in the tree's <c>.env</c>.</summary>
    public int Port { get; }

    /// <summary>The compose files, in order.</summary>
    public static IReadOnlyList<string> ComposeFiles { get; } = ["docker-compose.yml", "docker-compose.https.yml", Override];

    /// <summary>A folder of the source tree that the operator's override mounts, relative to the tree.</summary>
    public const string Share = "share";

    const string Override = "docker-compose.override.yml";

    /// <summary>How much it holds.</summary>
    public LabSize Size => _size;

    /// <summary>Source archive of the first target, and its SHA-256.</summary>
    public (string Path, string Sha256) Archive { get; private set; }

    /// <summary>Starts CVAT 2.2.0 and fills it; from the second time on, with kept copies of the filled volumes.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="folder">An empty or new folder.</param>
    /// <param name="size">How much it holds; <see cref="LabSize.Small"/> when null.</param>
    /// <param name="say">Told what is done.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="LabException">The engine holds a CVAT that is not the lab's, or the folder holds something else.</exception>
    public static Task<LabDeployment> CreateAsync(LabEngine engine, string folder, LabSize? size = null, Action<string>? say = null, CancellationToken cancellation = default) =>
        CreateAsync(engine, folder, LabStart.Default, size, say, cancellation);

    /// <summary>As above, with another release.</summary>
    public static Task<LabDeployment> CreateAsync(LabEngine engine, string folder, LabStart start, LabSize? size = null, Action<string>? say = null, CancellationToken cancellation = default) =>
        CreateAsync(engine, folder, start, size ?? LabSize.Small, say ?? (static _ => { }), lasting: false, cancellation);

    /// <summary>As above; one that lasts outlives this process, and only <see cref="StandingLab.DownAsync"/> removes it.</summary>
    internal static async Task<LabDeployment> CreateAsync(LabEngine engine, string folder, LabStart start, LabSize size, Action<string> say, bool lasting, CancellationToken cancellation)
    {
        await ImageBuilder.EnsureAsync(engine, start.Images, say, cancellation);
        var turn = await FileLock.TakeAsync(engine.DeploymentLock, cancellation);
        try
        {
            // The folder is emptied behind the claim: until then it may be that of a deployment which runs.
            LabOwnedFolder.Require(folder);
            await DeploymentClaim.TakeAsync(engine, folder, lasting);
            LabOwnedFolder.Renew(folder);
            var deployment = new LabDeployment(engine, folder, size, start, say, turn);
            await deployment.StartFreshAsync(cancellation);
            return deployment;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Puts it back to its first release as it was filled, source and volumes, whatever has happened to it; takes seconds.</summary>
    public async Task ResetAsync(CancellationToken cancellation = default)
    {
        await DeploymentClaim.RemoveAllAsync(Engine);
        await StartFreshAsync(cancellation);
    }

    /// <summary>Runs <c>docker compose</c> in the source folder, with the files of the deployment.</summary>
    public Task<string> ComposeAsync(params string[] arguments) =>
        (new LabCommand("docker", ["compose", "--project-name", Start.Project, .. ComposeFiles.SelectMany(file => new[] { "-f", file }), .. arguments]) with { Environment = Engine.Environment, Folder = Source }).RunAsync();

    /// <summary>The version that the running server tells, or null while none answers.</summary>
    public async Task<string?> VersionAsync()
    {
        // The oldest asks for a login before it tells.
        const string ask = """
            import json, os, urllib.error, urllib.request
            try:
                print(urllib.request.urlopen('http://localhost:8080/api/server/about', timeout=5).read().decode())
            except urllib.error.HTTPError:
                print(json.dumps({'version': os.environ['CVAT_VERSION']}))
            """;
        foreach (var server in new[] { "cvat_server", "cvat" })
        {
            if (await Engine.Command("exec", server, "python3", "-c", ask).TryRunAsync() is { ExitCode: 0 } answer)
                return JsonDocument.Parse(answer.Output).RootElement.GetProperty("version").GetString();
        }

        return null;
    }

    /// <summary>Waits until the server answers.</summary>
    /// <returns>Its version.</returns>
    public async Task<string> AwaitAsync(CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        while (true)
        {
            if (await VersionAsync() is { } version)
                return version;
            await Task.Delay(Pause, limit.Token);
        }
    }

    /// <summary>What the server sees of the operator's folder in the source tree: files by name, and what they hold.</summary>
    public Task<string> SharedAsync() => Engine.DockerAsync("exec", "cvat_server", "grep", "--recursive", "", $"/home/django/{Share}");

    /// <summary>Stops everything that writes; the database stays.</summary>
    public Task StopWritersAsync() => ComposeAsync(["stop", "--timeout", "5", .. Start.Facts.Services.Keys.Where(service => service != "cvat_db")]);

    /// <summary>Runs statements in the database container's <c>psql</c>, stopping at the first error.</summary>
    /// <returns>Rows as lines, columns parted by <c>|</c>.</returns>
    public Task<string> SqlAsync(string sql, string database = "cvat") => Psql(database, sql).RunAsync();

    /// <summary>The table to which the release that runs first adds a row every second.</summary>
    public string Growing => Start.Facts.Version < new Version(2, 4, 0) ? "engine_jobcommit" : "django_session";

    /// <summary>What a database holds, told by SQL of the lab's own: kind and name of each thing, and what must be equal about it.</summary>
    public Task<IReadOnlyDictionary<string, string>> CensusAsync(string database = "cvat") => Census.TakeAsync(sql => SqlAsync(sql, database));

    /// <summary>Every file, folder and link of a volume (<c>cvat_data</c>, …) with content hash, mode, owner and time, one line of JSON each.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string volume) => (await _volumes.ListAsync(volume)).Split('\n');

    /// <summary>Leaves it running; <see cref="StandingLab.DownAsync"/> removes it.</summary>
    internal void Leave() => _turn.Dispose();

    /// <summary>Removes containers, volumes, networks and the folder. What the lab did not make stays. What cannot be removed is told, and is the affair of whoever makes the next one.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await DeploymentClaim.ReleaseAsync(Engine);
            LabOwnedFolder.Delete(Folder);
        }
        catch (Exception trouble) when (trouble is LabException or IOException or UnauthorizedAccessException)
        {
            // Thrown from here it would take the place of the error that led here.
            _say($"the lab's deployment was not removed: {trouble.Message}");
        }
        finally
        {
            _turn.Dispose();
        }
    }

    async Task StartFreshAsync(CancellationToken cancellation)
    {
        LaySource();
        if (!await _volumes.HaveTemplateAsync())
            await MakeTemplateAsync(cancellation);
        _say($"starting CVAT {Start.Version} with its data");
        await ComposeAsync("up", "--no-start");
        await _volumes.PutBackAsync();
        await ComposeAsync("up", "--detach");
        await AwaitAsync(cancellation);
    }

    async Task MakeTemplateAsync(CancellationToken cancellation)
    {
        _say($"starting an empty CVAT {Start.Version}, which migrates its database");
        await ComposeAsync("up", "--detach");
        await AwaitAsync(cancellation);
        await StopWritersAsync();
        _say(string.Create(CultureInfo.InvariantCulture, $"filling it: {_size.Shapes} shapes, {_size.MediaBytes >> 20} MB of files"));
        await SqlAsync($"TRUNCATE {Growing} RESTART IDENTITY");
        foreach (var script in new[] { "application.sql", "peculiar.sql" })
        {
            var sql = await File.ReadAllTextAsync(Path.Combine(DeploymentVolumes.Scripts, script), cancellation);
            await SqlAsync($"\\set shapes {_size.Shapes}\n\\set jobcommits {Growing == "engine_jobcommit"}\n\\set since_2_2_0 {Start.Facts.Version >= new Version(2, 2, 0)}\n{sql}");
        }

        await _volumes.FillAsync();
        await ComposeAsync("stop");
        await _volumes.KeepAsync();
        await DeploymentClaim.RemoveAllAsync(Engine);
    }

    void LaySource()
    {
        LabOwnedFolder.Renew(Folder);
        SourceTree.Lay(Start.Version, Source);
        File.WriteAllLines(Path.Combine(Source, ".env"), ["CVAT_HOST=cvat.lab.test", "ACME_EMAIL=operator@lab.test", .. _settings]);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Source, Share)).FullName, "scan-1.txt"), "what the operator shares with CVAT\n");
        File.WriteAllText(Path.Combine(Source, Override), OverrideText(Directory.CreateDirectory(Path.Combine(Folder, "archive")).FullName));
        Archive = SourceTree.Zip(Start.Targets[0], Folder);
        SourceTree.Tar(Start.Targets[0], Folder);
        Directory.CreateDirectory(Archives);
        File.WriteAllLines(Path.Combine(Archives, "SHA256SUMS"), Start.Targets.Prepend(Start.Version).Select(version => SourceTree.Zip(version, Archives)).Select(archive => $"{archive.Sha256}  {Path.GetFileName(archive.Path)}"));
    }

    // A share in the worker whose name is gone from 2.4.0 on makes no valid project there: whoever goes that far mounts it into the server alone.
    string OverrideText(string archive)
    {
        var worker = $"""
              cvat_worker_default:
                volumes:
                  - ./{Share}:/home/django/share

            """;
        const string utilities = """
              cvat_utils:
                environment: { LAB_OPERATOR: 'was here' }

            """;
        return $$"""
            # What this operator adds to the release's own files.
            services:
              {{Start.Facts.Server}}:
                environment: { UPLOAD_LIMIT: '8g' }
                volumes:
                  - ./{{Share}}:/home/django/share
                  - {{archive}}:/home/django/archive:ro

            """ + (Start == LabStart.Default ? worker : Start.Facts.Services.ContainsKey("cvat_utils") ? utilities : string.Empty);
    }

    LabCommand Psql(string database, string sql) =>
        Engine.Command("exec", "--interactive", "cvat_db", "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "-v", "ON_ERROR_STOP=1", "--host", "127.0.0.1", "--dbname", database) with { Input = sql };

    // A range for each engine: ports are free while a deployment is down, and one on another engine of the machine must not take them then.
    static int FirstPort(LabEngine engine) => 10_000 + (Convert.ToInt32(new LabFolder(engine.Host).Mark[..4], 16) % 2_000 * 10);

    static int[] FreePorts(int wanted, int count)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return [.. Enumerable.Range(wanted, 1000).Where(port => !taken.Contains(port)).Take(count)];
    }

    static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
