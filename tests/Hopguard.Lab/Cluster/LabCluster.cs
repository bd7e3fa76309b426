using System.Diagnostics;

namespace Hopguard.Lab;

/// <summary>
/// A Kubernetes of one node for tests and demonstrations, from Debian's packages: real pods in containers of an engine of its own, in namespaces of its own. It ends with its process, and leaves nothing
/// on the machine. As many as there is memory for may run side by side, 0.7 GB each.
/// </summary>
public sealed class LabCluster : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly ClusterNode _node;
    readonly ClusterCredentials _credentials;
    readonly ClusterPrograms _programs;
    readonly string _tools;

    LabCluster(ClusterNode node, string program, string tools)
    {
        (_node, _tools) = (node, tools);
        Server = new UriBuilder(Uri.UriSchemeHttps, node.OuterAddress, 6443).Uri;
        _credentials = new ClusterCredentials(Path.Combine(node.Folder, "keys"), Server);
        _programs = new ClusterPrograms(node, _credentials, program);
    }

    /// <summary>Address of the API server.</summary>
    public Uri Server { get; }

    /// <summary>Address of the node: a service of type NodePort answers there.</summary>
    public string Address => _node.OuterAddress;

    /// <summary>Path of the administrator's kubeconfig.</summary>
    public string Kubeconfig => _credentials.PathOf("admin.conf");

    /// <summary>Path of an administrator's kubeconfig whose certificate ended yesterday.</summary>
    public string ExpiredKubeconfig => _credentials.PathOf("expired.conf");

    /// <summary>Variables with which kubectl, Helm and programs reach the cluster as its administrator: <c>KUBECONFIG</c>, and <c>PATH</c> with both tools in front.</summary>
    public IReadOnlyDictionary<string, string?> Environment => EnvironmentFor(Kubeconfig);

    /// <summary>Whether Kubernetes was built into the lab's folder, so that a start takes seconds instead of minutes.</summary>
    public static Task<bool> IsBuiltAsync(CancellationToken cancellation = default) => KubernetesProgram.IsThereAsync(LabFolder.FromEnvironment(), cancellation);

    /// <summary>Starts one.</summary>
    /// <param name="say">Told in one line each what is changed on the machine.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <exception cref="LabException">Kubernetes cannot be built or run here.</exception>
    public static Task<LabCluster> StartAsync(Action<string>? say = null, CancellationToken cancellation = default) => StartAsync(LabFolder.FromEnvironment(), say, cancellation);

    /// <summary>As above, with what the environment says given.</summary>
    /// <param name="folder">Where the lab keeps what it has built, and the cluster its files.</param>
    /// <param name="say">Told in one line each what is changed on the machine.</param>
    /// <param name="cancellation">Stops the start.</param>
    public static async Task<LabCluster> StartAsync(LabFolder folder, Action<string>? say = null, CancellationToken cancellation = default)
    {
        say ??= static _ => { };
        ClusterNode.Require(folder);
        var debian = new Debian(folder, say);
        if (!System.Environment.IsPrivilegedProcess)
            throw new LabException("a cluster of the lab cannot be started by this user", "run as root on Debian or Ubuntu for x86-64");
        await debian.EnsureAsync(
            "a cluster of the lab", cancellation,
            ("dockerd", "docker.io"), ("docker", "docker.io"), ("iptables", "iptables"), ("ip", "iproute2"), ("nsenter", "util-linux"), ("pgrep", "procps"), ("sysctl", "procps"));
        var program = await KubernetesProgram.EnsureAsync(folder, debian, say, cancellation);
        var tools = await ClusterTools.EnsureAsync(folder, debian, say, cancellation);
        var node = await ClusterNode.StartAsync(folder, cancellation);
        try
        {
            var cluster = new LabCluster(node, program, tools);
            say($"starting a Kubernetes of the lab's own on '{cluster.Server}', files in '{node.Folder}'");
            await cluster.StartAsync(program, cancellation);
            return cluster;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>The <c>kubectl</c> or <c>helm</c> command line as the administrator.</summary>
    public LabCommand Command(string tool, params IReadOnlyList<string> arguments) => new(Path.Combine(_tools, tool), arguments) { Environment = Environment };

    /// <summary>Runs <c>kubectl</c> or <c>helm</c> as the administrator and returns what it printed.</summary>
    public Task<string> RunAsync(string tool, params IReadOnlyList<string> arguments) => Command(tool, arguments).RunAsync();

    /// <summary>Runs <c>kubectl</c> as the administrator and returns what it printed.</summary>
    public Task<string> KubectlAsync(params IReadOnlyList<string> arguments) => RunAsync("kubectl", arguments);

    /// <summary>Creates or changes what a YAML text describes.</summary>
    public Task<string> ApplyAsync(string yaml) => (Command("kubectl", "apply", "--filename=-") with { Input = yaml }).RunAsync();

    /// <summary>Gives the cluster images of another engine; pods with the pull policy <c>Never</c> or <c>IfNotPresent</c> find them by their tags.</summary>
    public Task LoadImagesAsync(LabEngine from, IReadOnlyList<string> tags, CancellationToken cancellation = default) => ImageCopy.MakeAsync(from.Host, _node.DockerHost, tags, cancellation);

    /// <summary>Makes an account that may look at pods and logs of one namespace, and may neither run something in them nor change anything.</summary>
    /// <returns>Path of its kubeconfig.</returns>
    public async Task<string> AddLimitedAccountAsync(string kubeNamespace, CancellationToken cancellation = default)
    {
        const string account = "onlooker";
        await ApplyAsync($$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: {{account}}, namespace: {{kubeNamespace}} }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: { name: {{account}}, namespace: {{kubeNamespace}} }
            rules: [{ apiGroups: [""], resources: [pods, pods/log], verbs: [get, list, watch] }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: {{account}}, namespace: {{kubeNamespace}} }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{account}} }
            subjects: [{ kind: ServiceAccount, name: {{account}}, namespace: {{kubeNamespace}} }]
            """);
        var token = await KubectlAsync("create", "token", account, $"--namespace={kubeNamespace}", "--duration=24h");
        return await _credentials.WriteAccountAsync($"{account}-{kubeNamespace}", token, kubeNamespace, cancellation);
    }

    /// <summary>Ends the node's kubelet without notice: containers go on, but nothing is started, ended or run in them. After 14 s the node is no longer Ready.</summary>
    /// <param name="withContainers">Ends all containers too, as a reboot of the node does.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task StopKubeletAsync(bool withContainers = false, CancellationToken cancellation = default)
    {
        await _node.EndAsync("kubelet", "KILL", cancellation);
        if (withContainers)
            await new LabCommand("bash", "-c", "docker --host \"$1\" ps --quiet | xargs --no-run-if-empty docker --host \"$1\" kill", "bash", _node.DockerHost).RunAsync(cancellation);
    }

    /// <summary>Starts kubelet again; returns when the node is Ready.</summary>
    public async Task StartKubeletAsync(CancellationToken cancellation = default)
    {
        await _programs.BeginAsync("kubelet", cancellation);
        // The node may still be Ready from before.
        await UntilAsync("kubelet", ["get", $"--raw=/api/v1/nodes/{ClusterNode.Name}/proxy/healthz", "--request-timeout=5s"], cancellation);
        await UntilAsync("kubelet", ["wait", "--for=condition=Ready", $"node/{ClusterNode.Name}", "--timeout=1s"], cancellation);
    }

    /// <summary>Ends the API server without notice, as a fault of it does: connections are refused until it is started again. Pods go on.</summary>
    public Task StopApiServerAsync(CancellationToken cancellation = default) => _node.EndAsync("kube-apiserver", "KILL", cancellation);

    /// <summary>Starts the API server again; returns when it is ready.</summary>
    public async Task StartApiServerAsync(CancellationToken cancellation = default)
    {
        await _programs.BeginAsync("kube-apiserver", cancellation);
        await UntilAsync("kube-apiserver", ["get", "--raw=/readyz", "--request-timeout=5s"], cancellation);
    }

    /// <summary>Variables with which kubectl, Helm and programs reach the cluster with another kubeconfig than the administrator's.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentFor(string kubeconfig) => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["KUBECONFIG"] = kubeconfig,
        // Nothing that the tools remember stays in the user's home.
        ["KUBECACHEDIR"] = Path.Combine(_node.Folder, "cache"),
        ["HELM_CACHE_HOME"] = Path.Combine(_node.Folder, "helm", "cache"),
        ["HELM_CONFIG_HOME"] = Path.Combine(_node.Folder, "helm", "config"),
        ["HELM_DATA_HOME"] = Path.Combine(_node.Folder, "helm", "data"),
        ["PATH"] = $"{_tools}:{System.Environment.GetEnvironmentVariable("PATH")}",
        // A proxy for the internet cannot know this address.
        ["NO_PROXY"] = $"{System.Environment.GetEnvironmentVariable("NO_PROXY")},{_node.OuterAddress}".TrimStart(','),
    };

    /// <summary>Ends the cluster and removes all of it.</summary>
    public ValueTask DisposeAsync() => _node.DisposeAsync();

    async Task StartAsync(string program, CancellationToken cancellation)
    {
        await _credentials.WriteAsync(cancellation);
        await _programs.WriteConfigurationAsync(cancellation);
        await _programs.BeginAsync("etcd", cancellation);
        await _programs.BeginAsync("dockerd", cancellation);
        await StartApiServerAsync(cancellation);
        await _programs.BeginAsync("kube-controller-manager", cancellation);
        await _programs.BeginAsync("kube-scheduler", cancellation);
        await ImportPauseAsync(program, cancellation);
        await _programs.BeginAsync("kube-proxy", cancellation);
        await _programs.BeginAsync("kube-names", cancellation);
        await StartKubeletAsync(cancellation);
        // Without it no pod can be made.
        await UntilAsync("kube-controller-manager", ["get", "serviceaccount", "default"], cancellation);
        await ApplyAsync("""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: { name: standard, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }
            provisioner: kubernetes.io/host-path
            """);
    }

    async Task ImportPauseAsync(string program, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (!await ReachableEngine.AnswersAsync(_node.DockerHost, cancellation))
            await PauseAsync("dockerd", waited, cancellation);
        const string import = "set -o pipefail; tar --create --directory=\"$1\" pause | docker --host \"$2\" import --change 'ENTRYPOINT [\"/pause\"]' - \"$3\"";
        await new LabCommand("bash", "-c", import, "bash", Path.Combine(program, "bin"), _node.DockerHost, ClusterPrograms.PauseImage).RunAsync(cancellation);
    }

    async Task UntilAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while ((await Command("kubectl", arguments).TryRunAsync(cancellation)).ExitCode != 0)
            await PauseAsync(program, waited, cancellation);
    }

    async Task PauseAsync(string program, Stopwatch waited, CancellationToken cancellation)
    {
        if (waited.Elapsed > StartLimit)
        {
            var log = _node.LogOf(program);
            var lines = File.Exists(log) ? await File.ReadAllLinesAsync(log, cancellation) : [];
            throw new LabException($"'{program}' of the lab's cluster was not ready after {StartLimit.TotalMinutes:0} minutes: {string.Join('\n', lines.TakeLast(5))}");
        }

        await Task.Delay(Pause, cancellation);
    }
}
