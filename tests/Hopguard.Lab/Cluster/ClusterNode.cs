using System.Diagnostics;
using System.Globalization;

namespace Hopguard.Lab;

/// <summary>Namespaces of the machine in which a cluster's programs see folders, processes, limits and addresses of their own, held by a script that removes them when this process ends.</summary>
sealed class ClusterNode : IAsyncDisposable
{
    /// <summary>The node's name.</summary>
    public const string Name = "lab";

    /// <summary>The node's address inside.</summary>
    public const string Address = "10.231.77.2";

    /// <summary>Addresses of pods.</summary>
    public const string Pods = "10.231.128.0/24";

    /// <summary>Addresses of services.</summary>
    public const string Services = "10.96.0.0/16";

    /// <summary>The address of the API server's own service.</summary>
    public const string FirstService = "10.96.0.1";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);

    readonly HeldProcess _supervisor;
    readonly int _number;
    readonly string _first;

    ClusterNode(HeldProcess supervisor, string folder, int number, string first) => (_supervisor, Folder, _number, _first) = (supervisor, folder, number, first);

    /// <summary>All its files; inside, <c>run</c>, <c>lib</c> and <c>log</c> of it are <c>/run</c>, <c>/var/lib</c> and <c>/var/log</c>.</summary>
    public string Folder { get; }

    /// <summary>Its address from outside.</summary>
    public string OuterAddress => string.Create(CultureInfo.InvariantCulture, $"10.231.79.{4 * _number + 2}");

    /// <summary>The control group that the pods' groups lie in.</summary>
    public string Group => string.Create(CultureInfo.InvariantCulture, $"/hopguard-cluster-{_number}");

    /// <summary>Address of its Docker Engine, from outside: a socket's path is short.</summary>
    public string DockerHost => string.Create(CultureInfo.InvariantCulture, $"unix:///run/hopguard-cluster-{_number}/run/docker.sock");

    /// <summary>Refuses a folder that a cluster could not be in.</summary>
    public static void Require(LabFolder lab)
    {
        if (((string[])["/run/", "/var/lib/", "/var/log/"]).FirstOrDefault(hidden => lab.Root.StartsWith(hidden, StringComparison.Ordinal)) is { } place)
            throw new LabException($"a cluster cannot be in '{lab.Root}', since it sees a '{place}' of its own", $"set {LabFolder.Variable} to a folder elsewhere");
    }

    /// <summary>Makes the namespaces, after removing those of clusters whose processes have died.</summary>
    /// <exception cref="LabException">They cannot be made here.</exception>
    public static async Task<ClusterNode> StartAsync(LabFolder lab, CancellationToken cancellation)
    {
        var folder = lab.Inside("clusters", Guid.NewGuid().ToString("N")[..12]);
        var supervisor = HeldProcess.Start(Path.Combine(LabFolder.Assets, "Cluster", "Node", "supervise.sh"), folder);
        try
        {
            if ((await supervisor.ReadLineAsync(cancellation))?.Split(' ') is ["ready", var number, var first])
                return new ClusterNode(supervisor, folder, int.Parse(number, CultureInfo.InvariantCulture), first);
            await supervisor.EndAsync(cancellation);
            throw new LabException($"the namespaces of a cluster cannot be made on this machine: {supervisor.LastWords}", "run as root outside of a container, or in a privileged one");
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    /// <summary>A program in the namespaces.</summary>
    public LabCommand Command(params IReadOnlyList<string> command)
    {
        // A process number may be another one's after the end of the first process, and the program would then run on the machine itself.
        if (!IsWhole)
            throw new LabException("the cluster's first process has ended");
        return new LabCommand("nsenter", [$"--target={_first}", "--mount", "--net", "--pid", "--uts", "--ipc", "--wd=/", "--", .. command]);
    }

    /// <summary>Starts a program that goes on until <see cref="EndAsync"/>, with its output in <c>logs</c>.</summary>
    /// <param name="name">By which it is ended.</param>
    /// <param name="variables">Variables beside those of this process; null takes one away.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task BeginAsync(string name, IReadOnlyDictionary<string, string?> variables, IReadOnlyList<string> command, CancellationToken cancellation)
    {
        const string noted = "echo $$ > \"$0.pid\"; exec \"$@\" >> \"$0.log\" 2>&1";
        var inside = Command(["bash", "-c", noted, LogOf(name)[..^4], .. command]);
        // None of our pipes may be kept open by what goes on.
        await new LabCommand("bash", ["-c", "exec setsid --fork \"$@\" < /dev/null > /dev/null 2>&1", "bash", inside.File, .. inside.Arguments]) { Environment = variables }.RunAsync(cancellation);
    }

    /// <summary>Ends a program and waits until it is gone; one that does not run is no error.</summary>
    /// <param name="name">As it was started.</param>
    /// <param name="signal"><c>TERM</c>, or <c>KILL</c> for an end without notice.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task EndAsync(string name, string signal, CancellationToken cancellation)
    {
        var file = $"{LogOf(name)[..^4]}.pid";
        if (!File.Exists(file))
            return;
        var number = (await File.ReadAllTextAsync(file, cancellation)).Trim();
        await Command("kill", $"-{signal}", number).TryRunAsync(cancellation);
        var waited = Stopwatch.StartNew();
        while ((await Command("kill", "-0", number).TryRunAsync(cancellation)).ExitCode == 0)
        {
            if (waited.Elapsed > EndLimit)
                throw new LabException($"'{name}' of the cluster did not end");
            await Task.Delay(Pause, cancellation);
        }

        File.Delete(file);
    }

    /// <summary>Where the output of a program goes.</summary>
    public string LogOf(string name) => Path.Combine(Folder, "logs", $"{name}.log");

    /// <summary>Ends all that runs in it and removes it from the machine.</summary>
    public ValueTask DisposeAsync() => _supervisor.DisposeAsync();

    bool IsWhole
    {
        get
        {
            try
            {
                return File.ReadAllText($"/proc/{_first}/cmdline").Contains(Folder, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }
}
