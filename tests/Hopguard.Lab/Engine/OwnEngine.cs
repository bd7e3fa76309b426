using System.Diagnostics;
using System.Globalization;

namespace Hopguard.Lab;

/// <summary>
/// An engine of the lab's own: data in the lab's folder (so images survive), everything else in a run folder, its own bridge and address range, so that it can live
/// beside another engine. A small supervising script holds it and stops it when no user is left, even one that was killed.
/// </summary>
sealed class OwnEngine : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    const string RunPrefix = "/run/hopguard-lab-";
    /// <summary>What the address of every own engine begins with.</summary>
    public const string HostPrefix = "unix://" + RunPrefix;

    const string KeepName = "1.kept";
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly string _run;
    readonly string _user;

    OwnEngine(string run, string user) => (_run, _user) = (run, user);

    /// <summary>Address of its socket.</summary>
    public string Host => $"unix://{_run}/docker.sock";

    /// <summary>Starts it, or joins the one that another process has started for the same folder. The caller holds the folder's <c>engine.lock</c>.</summary>
    public static async Task<OwnEngine> StartAsync(LabFolder folder, Debian debian, Action<string>? say, CancellationToken cancellation)
    {
        if (!LabCommand.Exists("dockerd") && !Debian.CanInstall || !Environment.IsPrivilegedProcess)
            throw new LabException("no Docker Engine answers on this machine", "install Docker Engine 20.10 or newer and start it, or run as root on Debian or Ubuntu, where the lab starts one of its own");
        await debian.EnsureAsync("the lab's own engine", cancellation, ("dockerd", "docker.io"), ("iptables", "iptables"), ("ip", "iproute2"));

        // A socket's path may have 108 characters, so it cannot stand in the lab's folder.
        var run = RunPrefix + folder.Mark;
        Directory.CreateDirectory(Path.Combine(run, "users"));
        var engine = new OwnEngine(run, UserFile(run));
        await File.WriteAllTextAsync(engine._user, StartOf("self"), cancellation);
        if (engine.IsSupervised())
            return engine;

        say?.Invoke($"starting a Docker Engine of the lab's own on '{engine.Host}', data in '{folder.Inside("engine")}'");
        Supervise(folder, run, await EnginePrograms.EnsureAsync(debian, say, cancellation));
        await engine.AwaitAsync(folder.Inside("engine.log"), cancellation);
        return engine;
    }

    /// <summary>Becomes a user of the engine of a lab's own that answers at an address; null where the address is another engine's.</summary>
    public static OwnEngine? Join(string host)
    {
        if (!host.StartsWith(HostPrefix, StringComparison.Ordinal) || Path.GetDirectoryName(host["unix://".Length..]) is not { } run || !Directory.Exists(Path.Combine(run, "users")))
            return null;

        var engine = new OwnEngine(run, UserFile(run));
        File.WriteAllText(engine._user, StartOf("self"));
        return engine;
    }

    /// <summary>Counts the machine's first process as a user, so that the engine outlives all others.</summary>
    public void Keep() => File.WriteAllText(Path.Combine(_run, "users", KeepName), StartOf("1"));

    /// <summary>Takes <see cref="Keep"/> back.</summary>
    public void StopKeptObjects() => File.Delete(Path.Combine(_run, "users", KeepName));

    /// <summary>Leaves; when nobody else uses the engine, returns after it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        File.Delete(_user);
        var waited = Stopwatch.StartNew();
        while (IsSupervised() && !IsUsed() && waited.Elapsed < StopLimit)
            await Task.Delay(Pause);
    }

    static string UserFile(string run) => Path.Combine(run, "users", $"{Environment.ProcessId}.{Guid.NewGuid():N}");

    static void Supervise(LabFolder folder, string run, IReadOnlyList<string> programs)
    {
        var mark = Convert.FromHexString(folder.Mark);
        string[] script =
        [
            Path.Combine(LabFolder.Assets, "Engine", "supervise.sh"), run, folder.Inside("engine"), $"hg-{folder.Mark}",
            string.Create(CultureInfo.InvariantCulture, $"10.{64 + mark[0] % 128}.{mark[1]}.1/24"),
            folder.Inside("engine.lock"),
            string.Concat(programs.Select(place => place + Path.PathSeparator)),
        ];

        // A session of its own, and no pipe of ours: the terminal's Ctrl+C and our end must not reach it.
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "setsid --fork bash \"$@\" < /dev/null > /dev/null 2>&1", "bash", .. script]));
        process?.WaitForExit();
    }

    async Task AwaitAsync(string log, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (!await ReachableEngine.AnswersAsync(Host, cancellation))
        {
            if (waited.Elapsed > StartLimit || (waited.Elapsed > TimeSpan.FromSeconds(2) && !IsSupervised()))
            {
                File.Delete(_user);
                var lines = File.Exists(log) ? await File.ReadAllLinesAsync(log, cancellation) : [];
                throw new LabException($"the lab's engine did not start: {string.Join('\n', lines.TakeLast(5))}", $"read '{log}'");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    bool IsUsed()
    {
        try
        {
            return Directory.EnumerateFiles(Path.GetDirectoryName(_user)!).Any();
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    bool IsSupervised()
    {
        var file = Path.Combine(_run, "supervisor.pid");
        try
        {
            var pid = File.ReadAllText(file).Trim();
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("supervise.sh", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ticks since boot at which a process started (field 22 of its <c>stat</c>): with the number, it names a process for good.</summary>
    static string StartOf(string process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
    }
}
