using System.Diagnostics;

namespace Hopguard.Lab.Tests.Clusters;

[Collection(nameof(ClusterCollection))]
public sealed class ClusterLifetimeTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Cluster_beside_another_one_leaves_nothing_and_the_other_goes_on()
    {
        var staying = fixture.Cluster;
        var leaving = await LabCluster.StartAsync();
        leaving.Server.Should().NotBe(staying.Server);
        (await leaving.KubectlAsync("create", "namespace", "elsewhere")).Should().Contain("created");
        (await staying.KubectlAsync("get", "namespaces", "--output=name")).Should().NotContain("elsewhere");

        await leaving.DisposeAsync();

        (await ClusterRemains.FindAsync()).Should().BeEmpty();
        (await RunningInAsync(leaving)).Should().BeEmpty();
        File.Exists(leaving.Kubeconfig).Should().BeFalse();
        (await staying.KubectlAsync("get", "nodes", "--output=name")).Should().Be("node/lab");
    }

    [Fact]
    public async Task Nothing_is_left_of_a_cluster_whose_process_was_killed()
    {
        // Not this process: the one that is killed is this assembly's own program.
        var start = new ProcessStartInfo("dotnet", [Program, ClusterProgram.Command]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var owner = Process.Start(start)!;
        var kubeconfig = await owner.StandardOutput.ReadLineAsync();
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(kubeconfig))!;
        (await RunningAsync(folder)).Should().NotBeEmpty();

        owner.Kill();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Directory.Exists(folder))
            await Task.Delay(200, limit.Token);
        (await RunningAsync(folder)).Should().BeEmpty();
        (await ClusterRemains.FindAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Cluster_whose_supervisor_was_killed_as_well_is_cleared_by_the_next_start()
    {
        var killed = await LabCluster.StartAsync();
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(killed.Kubeconfig))!;
        await new LabCommand("pkill", "-KILL", "--full", $"supervise.sh {folder}").RunAsync();
        await killed.DisposeAsync();
        (await ClusterRemains.FindAsync()).Should().ContainMatch("cluster '/run/hopguard-cluster-*'");

        await using (var next = await LabCluster.StartAsync())
            (await ClusterRemains.FindAsync()).Should().BeEmpty();

        (await RunningAsync(folder)).Should().BeEmpty();
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task Folder_that_the_node_hides_is_refused()
    {
        var start = () => LabCluster.StartAsync(new LabFolder("/run/hopguard-refused"));

        (await start.Should().ThrowAsync<LabException>()).WithMessage("a cluster cannot be in '/run/hopguard-refused'*set HOPGUARD_LAB to a folder elsewhere");
        Directory.Exists("/run/hopguard-refused").Should().BeFalse();
    }

    [Fact]
    public async Task Machine_whose_packages_nobody_serves_is_refused_in_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-cluster-").FullName;
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { [LabFolder.Variable] = folder, ["HOPGUARD_LAB_MIRROR"] = "http://127.0.0.1:9/none" };

        var refused = await (new LabCommand("dotnet", Program, ClusterProgram.Command) { Environment = variables }).TryRunAsync();

        refused.ExitCode.Should().Be(1);
        refused.Errors.Trim().Should().Be(
            "Kubernetes cannot be built here: no mirror of Debian 'bookworm' with packages of type 'deb' is known to apt on this machine: set HOPGUARD_LAB_MIRROR to the address of one");
        Directory.EnumerateDirectories(Path.Combine(folder, "cluster")).Should().BeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    static string Program => typeof(ClusterLifetimeTests).Assembly.Location;

    static Task<string> RunningInAsync(LabCluster cluster) => RunningAsync(Path.GetDirectoryName(Path.GetDirectoryName(cluster.Kubeconfig))!);

    static async Task<string> RunningAsync(string folder) => (await new LabCommand("pgrep", "--full", "--list-full", folder).TryRunAsync()).Output;
}
