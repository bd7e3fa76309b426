namespace Hopguard.Lab;

/// <summary>The programs of a cluster of one node, and how each is started.</summary>
/// <param name="node">Where they run.</param>
/// <param name="files">By what they know each other.</param>
/// <param name="program">The folder of <see cref="KubernetesProgram"/>.</param>
sealed class ClusterPrograms(ClusterNode node, ClusterCredentials files, string program)
{
    /// <summary>The first container of each pod.</summary>
    public const string PauseImage = "hopguard-lab/pause";

    const string Issuer = "https://kubernetes.default.svc";
    const string Store = "http://127.0.0.1:2379";

    /// <summary>Starts a program.</summary>
    /// <param name="name">One that this class has the arguments of.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task BeginAsync(string name, CancellationToken cancellation) => node.BeginAsync(name, Variables, [name, .. Arguments(name)], cancellation);

    /// <summary>Folder of a file that the node keeps, which is there afterwards.</summary>
    string Own(string name) => Directory.CreateDirectory(Path.Combine(node.Folder, name)).FullName;

    IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["PATH"] = $"{program}/bin:{program}/tools/usr/bin:{program}/tools/usr/sbin:{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin",
        ["LD_LIBRARY_PATH"] = $"{program}/tools/usr/lib/x86_64-linux-gnu",
        ["TMPDIR"] = Own("tmp"),
        ["HOME"] = Own("home"),
        // Or kubelet waits for the credentials of a cloud.
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["DOCKER_HOST"] = null,
        ["KUBECONFIG"] = null,
        ["HTTP_PROXY"] = null,
        ["HTTPS_PROXY"] = null,
        ["http_proxy"] = null,
        ["https_proxy"] = null,
    };

    IReadOnlyList<string> Arguments(string name) => name switch
    {
        "dockerd" =>
        [
            $"--data-root={Own("docker")}", "--exec-root=/run/docker", "--pidfile=/run/docker.pid", "--host=unix:///run/docker.sock", $"--config-file={files.PathOf("dockerd.json")}",
            "--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-masq=false", "--exec-opt=native.cgroupdriver=cgroupfs", "--log-level=warn",
        ],
        "etcd" =>
        [
            "--name=lab", $"--data-dir={Own("etcd")}", $"--listen-client-urls={Store}", $"--advertise-client-urls={Store}", "--listen-peer-urls=http://127.0.0.1:2380",
            // A cluster that dies with its process needs nothing to be on the disk.
            "--initial-advertise-peer-urls=http://127.0.0.1:2380", "--initial-cluster=lab=http://127.0.0.1:2380", "--unsafe-no-fsync", "--logger=zap", "--log-level=warn",
        ],
        "kube-apiserver" =>
        [
            $"--etcd-servers={Store}", "--bind-address=0.0.0.0", "--secure-port=6443", "--insecure-port=0", $"--advertise-address={ClusterNode.Address}", $"--cert-dir={Own("api")}",
            $"--tls-cert-file={files.PathOf("apiserver.crt")}", $"--tls-private-key-file={files.PathOf("apiserver.key")}", $"--client-ca-file={files.PathOf("ca.crt")}",
            $"--requestheader-client-ca-file={files.PathOf("ca.crt")}", "--requestheader-allowed-names=none",
            $"--kubelet-client-certificate={files.PathOf("apiserver-client.crt")}", $"--kubelet-client-key={files.PathOf("apiserver-client.key")}",
            $"--kubelet-certificate-authority={files.PathOf("ca.crt")}", "--kubelet-preferred-address-types=InternalIP",
            $"--service-account-issuer={Issuer}", $"--api-audiences={Issuer}", $"--service-account-key-file={files.PathOf("accounts.pub")}",
            $"--service-account-signing-key-file={files.PathOf("accounts.key")}",
            "--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true", $"--service-cluster-ip-range={ClusterNode.Services}",
        ],
        "kube-controller-manager" =>
        [
            .. Client(name), "--use-service-account-credentials=true", $"--service-account-private-key-file={files.PathOf("accounts.key")}", $"--root-ca-file={files.PathOf("ca.crt")}",
            $"--cluster-signing-cert-file={files.PathOf("ca.crt")}", $"--cluster-signing-key-file={files.PathOf("ca.key")}", "--allocate-node-cidrs=false", "--enable-hostpath-provisioner=true",
            "--node-monitor-period=2s", "--node-monitor-grace-period=14s",
        ],
        "kube-scheduler" => Client(name),
        "kubelet" =>
        [
            $"--config={files.PathOf("kubelet.yaml")}", $"--kubeconfig={files.PathOf("kubelet.conf")}", $"--hostname-override={ClusterNode.Name}", $"--node-ip={ClusterNode.Address}",
            "--root-dir=/var/lib/kubelet", "--container-runtime=docker", "--docker-endpoint=unix:///run/docker.sock", $"--pod-infra-container-image={PauseImage}", $"--cert-dir={Own("kubelet")}",
            "--network-plugin=cni", $"--cni-bin-dir={program}/tools/usr/lib/cni", $"--cni-conf-dir={Own("cni")}", $"--cni-cache-dir={Own("cni-cache")}",
        ],
        "kube-proxy" =>
        [
            $"--kubeconfig={files.PathOf("kube-proxy.conf")}", $"--hostname-override={ClusterNode.Name}", "--proxy-mode=iptables", $"--cluster-cidr={ClusterNode.Pods}",
            // What the whole machine has in common stays as it is.
            "--conntrack-max-per-core=0", "--conntrack-tcp-timeout-established=0", "--conntrack-tcp-timeout-close-wait=0",
        ],
        "kube-names" => [$"--kubeconfig={files.PathOf("kube-proxy.conf")}", $"--address={ClusterNode.Address}"],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no program of a cluster"),
    };

    string[] Client(string name)
    {
        var own = files.PathOf($"{name}.conf");
        return [$"--kubeconfig={own}", $"--authentication-kubeconfig={own}", $"--authorization-kubeconfig={own}", "--leader-elect=false", "--bind-address=127.0.0.1", "--port=0", $"--cert-dir={Own(name)}"];
    }

    /// <summary>Writes what the programs read beside their arguments.</summary>
    public async Task WriteConfigurationAsync(CancellationToken cancellation)
    {
        // Or that of the machine's own engine is read.
        await File.WriteAllTextAsync(files.PathOf("dockerd.json"), "{}", cancellation);
        await File.WriteAllTextAsync(files.PathOf("kubelet.yaml"), $$"""
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: {{files.PathOf("ca.crt")}} } }
            authorization: { mode: Webhook }
            tlsCertFile: {{files.PathOf("kubelet.crt")}}
            tlsPrivateKeyFile: {{files.PathOf("kubelet.key")}}
            cgroupDriver: cgroupfs
            cgroupRoot: {{node.Group}}
            enforceNodeAllocatable: []
            failSwapOn: false
            clusterDomain: cluster.local
            clusterDNS: [{{ClusterNode.Address}}]
            resolvConf: ""
            evictionHard: { memory.available: "0%", nodefs.available: "0%", imagefs.available: "0%", nodefs.inodesFree: "0%" }
            imageGCHighThresholdPercent: 100
            syncFrequency: 5s
            nodeStatusUpdateFrequency: 4s
            volumePluginDir: {{Own("plugins")}}

            """, cancellation);
        await File.WriteAllTextAsync(Path.Combine(Own("cni"), "lab.conflist"), $$"""
            {
              "cniVersion": "0.3.1", "name": "lab",
              "plugins": [
                {
                  "type": "bridge", "bridge": "cni0", "isGateway": true, "hairpinMode": true,
                  "ipam": { "type": "host-local", "dataDir": "/var/lib/cni", "ranges": [[{ "subnet": "{{ClusterNode.Pods}}" }]], "routes": [{ "dst": "0.0.0.0/0" }] }
                },
                { "type": "portmap", "capabilities": { "portMappings": true } }
              ]
            }

            """, cancellation);
    }
}
