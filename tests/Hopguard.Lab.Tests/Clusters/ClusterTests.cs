namespace Hopguard.Lab.Tests.Clusters;

[Collection(nameof(ClusterCollection))]
public sealed class ClusterTests(ClusterFixture fixture)
{
    LabCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Pod_runs_and_what_is_run_in_it_reads_prints_and_fails_as_it_does()
    {
        await RunPodAsync("speaker");

        var told = await (Cluster.Command("kubectl", "exec", "--stdin", "speaker", "--", "sh", "-c", "cat; exit 7") with { Input = "said to the pod" }).TryRunAsync();

        told.Output.Should().Be("said to the pod");
        told.Errors.Should().Contain("exit code 7");
        (await Cluster.RunAsync("helm", "list", "--all-namespaces")).Should().StartWith("NAME");
    }

    [Fact]
    public async Task Stopped_api_server_refuses_connections_and_knows_what_it_knew_when_it_is_started_again()
    {
        await RunPodAsync("witness");

        await Cluster.StopApiServerAsync();
        var refused = await Cluster.Command("kubectl", "get", "pods").TryRunAsync();
        await Cluster.StartApiServerAsync();

        refused.ExitCode.Should().NotBe(0);
        refused.Errors.Should().Contain("was refused");
        (await Cluster.KubectlAsync("exec", "witness", "--", "echo", "still here")).Should().Be("still here");
    }

    [Fact]
    public async Task Limited_account_sees_pods_and_may_run_nothing_in_them()
    {
        await RunPodAsync("guarded");
        var limited = Cluster.EnvironmentFor(await Cluster.AddLimitedAccountAsync("default"));

        (await (Cluster.Command("kubectl", "get", "pod", "guarded", "--output=name") with { Environment = limited }).RunAsync()).Should().Be("pod/guarded");
        var exec = await (Cluster.Command("kubectl", "exec", "guarded", "--", "true") with { Environment = limited }).TryRunAsync();

        exec.ExitCode.Should().NotBe(0);
        exec.Errors.Should().Contain("(Forbidden)").And.Contain("system:serviceaccount:default:onlooker");
    }

    [Fact]
    public async Task Client_certificate_that_ended_yesterday_is_refused()
    {
        var late = await (Cluster.Command("kubectl", "get", "pods") with { Environment = Cluster.EnvironmentFor(Cluster.ExpiredKubeconfig) }).TryRunAsync();

        late.ExitCode.Should().NotBe(0);
        late.Errors.Should().Contain("You must be logged in to the server");
    }

    [Fact]
    public async Task Rebooted_node_starts_its_pods_again()
    {
        await RunPodAsync("survivor");
        var before = await StartedAsync("survivor");

        await Cluster.StopKubeletAsync(withContainers: true);
        (await Cluster.Command("kubectl", "exec", "survivor", "--", "true").TryRunAsync()).ExitCode.Should().NotBe(0, "no kubelet answers");
        await Cluster.StartKubeletAsync();

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await StartedAsync("survivor") is var now && (now.Length == 0 || now == before))
            await Task.Delay(500, limit.Token);
        (await Cluster.KubectlAsync("exec", "survivor", "--", "echo", "again")).Should().Be("again");
    }

    [Fact]
    public async Task Cvat_answers_on_the_cluster_and_its_management_command_empties_the_legacy_export_cache()
    {
        var cvat = await ClusterDeployment.CreateAsync(Cluster, fixture.Engine, "annotation", say: Console.Error.WriteLine);
        (await cvat.KubectlAsync("get", "pods", "--selector", ClusterDeployment.Selector, "--output=jsonpath={.items[*].spec.containers[*].name}")).Should().Be("cvat-backend");
        await cvat.PutExportCachesAsync(3);
        (await cvat.CountExportCachesAsync()).Should().Be(3);

        (await cvat.ExecAsync("python", "manage.py", "cleanuplegacyexportcache")).Should().Be("3 export caches deleted");

        (await cvat.CountExportCachesAsync()).Should().Be(0);
        using var client = new HttpClient { BaseAddress = await cvat.AddressAsync() };
        (await client.GetStringAsync(new Uri("api/server/about", UriKind.Relative))).Should().Contain("2.48.1");
        await cvat.RemoveAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await Cluster.KubectlAsync("get", "persistentvolumes", "--output=name")).Length > 0)
            await Task.Delay(500, limit.Token);
    }

    async Task RunPodAsync(string name)
    {
        await Cluster.ApplyAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: {{name}} }
            spec:
              terminationGracePeriodSeconds: 0
              containers: [{ name: main, image: {{ClusterFixture.Image}}, imagePullPolicy: Never, command: [sleep, infinity] }]
            """);
        await Cluster.KubectlAsync("wait", "--for=condition=Ready", $"pod/{name}", "--timeout=60s");
    }

    async Task<string> StartedAsync(string pod) => await Cluster.KubectlAsync("get", "pod", pod, "--output=jsonpath={.status.containerStatuses[0].state.running.startedAt}");
}
