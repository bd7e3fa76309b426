namespace Hopguard.Lab;

/// <summary>
/// A Docker Engine for tests and demonstrations: the one that answers on this machine, else one of the lab's own, started from the distribution's packages and
/// stopped when the last process that uses it is gone. Compose v2 comes along where the machine has none.
/// </summary>
public sealed class LabEngine : IAsyncDisposable
{
    /// <summary>Set to 1, it makes the lab start an engine of its own beside the one that answers.</summary>
    public const string OwnEngineVariable = "HOPGUARD_LAB_OWN_ENGINE";

    /// <summary>Tells child processes which engine is in use; they neither choose nor stop one.</summary>
    public const string HostVariable = "HOPGUARD_LAB_HOST";

    readonly OwnEngine? _own;

    LabEngine(string host, string? configuration, LabFolder folder, OwnEngine? own)
    {
        (Host, Folder, _own) = (host, folder, own);
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOCKER_HOST"] = host, [HostVariable] = host };
        if (configuration is not null)
            variables["DOCKER_CONFIG"] = configuration;
        Environment = variables;
        Volumes = new VolumeAccess(this);
    }

    /// <summary>Address of the engine, as in <c>DOCKER_HOST</c>.</summary>
    public string Host { get; }

    /// <summary>Whether the engine is the lab's own, whichever process started it: nothing on it is anybody else's.</summary>
    public bool IsOwn => Host.StartsWith(OwnEngine.HostPrefix, StringComparison.Ordinal);

    /// <summary>
    /// File of the turn to have the engine's one CVAT: beside the socket of an own engine, with which it goes. Elsewhere in a place that all processes of the machine share,
    /// whatever folders they use.
    /// </summary>
    internal string DeploymentLock => IsOwn
        ? Path.Combine(Path.GetDirectoryName(Host["unix://".Length..])!, "deployment.lock")
        : $"/tmp/hopguard-lab-{new LabFolder(Host).Mark}.lock";

    /// <summary>Where the lab keeps its files.</summary>
    public LabFolder Folder { get; }

    /// <summary>Variables with which a program reaches this engine and its compose: <c>DOCKER_HOST</c>, and <c>DOCKER_CONFIG</c> where the plug-in is the lab's.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>Shell lines on the engine's volumes.</summary>
    public VolumeAccess Volumes { get; }

    /// <summary>Finds or starts the engine, and compose.</summary>
    /// <param name="say">Told in one line each what is changed on the machine.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="LabException">There is no engine and none can be started here.</exception>
    public static Task<LabEngine> StartAsync(Action<string>? say = null, CancellationToken cancellation = default)
    {
        var folder = LabFolder.FromEnvironment();
        return System.Environment.GetEnvironmentVariable(HostVariable) is { Length: > 0 } inherited
            ? Task.FromResult(new LabEngine(inherited, System.Environment.GetEnvironmentVariable("DOCKER_CONFIG"), folder, own: null))
            : StartAsync(folder, System.Environment.GetEnvironmentVariable(OwnEngineVariable) == "1", say, cancellation);
    }

    /// <summary>As above, with what the environment says given.</summary>
    /// <param name="folder">Where the lab keeps its files, an engine of its own included.</param>
    /// <param name="own">Whether to start an own engine even where another one answers.</param>
    /// <param name="say">Told in one line each what is changed on the machine.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<LabEngine> StartAsync(LabFolder folder, bool own, Action<string>? say = null, CancellationToken cancellation = default)
    {
        using var turn = await FileLock.TakeAsync(folder.Inside("engine.lock"), cancellation);
        var debian = new Debian(folder, say ?? (static _ => { }));
        var host = own ? null : await ReachableEngine.FindAsync(cancellation);
        // DOCKER_HOST as LabUp told to export it names an engine of the lab's own, which is used, kept and let go as such.
        var started = host is null ? await OwnEngine.StartAsync(folder, debian, say, cancellation) : OwnEngine.Join(host);
        await debian.EnsureAsync("the command line of Docker", cancellation, ("docker", "docker.io"));
        return new LabEngine(host ?? started!.Host, await ComposePlugin.EnsureAsync(folder, debian, say, cancellation), folder, started);
    }

    /// <summary>
    /// Starts another engine of the lab's own beside this one, with data in a folder below its folder: an engine holds one CVAT. Null where this one is not the lab's own: what
    /// else runs on the machine is then somebody else's decision.
    /// </summary>
    /// <param name="number">Which one it is, from 2 on: engines of the same number are the same one.</param>
    /// <param name="say">Told in one line each what is changed on the machine.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<LabEngine?> StartAnotherAsync(int number, Action<string>? say = null, CancellationToken cancellation = default)
    {
        if (!IsOwn)
            return null;

        var folder = new LabFolder(Folder.Inside($"engine-{number}"));
        Directory.CreateDirectory(folder.Root);
        // The compose plug-in is the same for all, and so is what engines and clusters run.
        Directory.CreateDirectory(Folder.Inside(KubernetesProgram.Folder));
        foreach (var shared in (string[])["docker-config", Debian.PackageFolderName, KubernetesProgram.Folder])
        {
            if (Directory.Exists(Folder.Inside(shared)) && !Path.Exists(folder.Inside(shared)))
                Directory.CreateSymbolicLink(folder.Inside(shared), Folder.Inside(shared));
        }

        return await StartAsync(folder, own: true, say, cancellation);
    }

    /// <summary>
    /// Makes this process and all it starts from now on use the engine. An engine of the lab's own then goes on until the process ends: who disposes it may not be the last in the process who uses it.
    /// </summary>
    public LabEngine UseInThisProcess()
    {
        if (IsOwn)
            OwnEngine.Join(Host);
        foreach (var (name, value) in Environment)
            System.Environment.SetEnvironmentVariable(name, value);
        return this;
    }

    /// <summary>The <c>docker</c> command line against this engine.</summary>
    public LabCommand Command(params IReadOnlyList<string> arguments) => new("docker", arguments) { Environment = Environment };

    /// <summary>Runs <c>docker</c> against this engine and returns what it printed.</summary>
    public Task<string> DockerAsync(params IReadOnlyList<string> arguments) => Command(arguments).RunAsync();

    /// <summary>Keeps an engine of the lab's own running when this process ends, until <see cref="StandingLab.DownAsync"/> or the machine stops.</summary>
    internal void Keep() => _own?.Keep();

    /// <summary>Takes <see cref="Keep"/> back.</summary>
    internal void StopKeptObjects() => _own?.StopKeptObjects();

    /// <summary>Lets go of the engine; the lab's own one stops with its last user.</summary>
    public async ValueTask DisposeAsync()
    {
        await Volumes.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
    }
}
