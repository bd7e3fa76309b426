using Hopguard.Kubernetes.Workloads;

namespace Hopguard.Kubernetes.Tests.Workloads;

/// <summary>What runs a service is found by labels and container, or it is said in one sentence why it is not.</summary>
[Collection(nameof(ClusterLabCollection))]
public sealed class ServicePodTests(ClusterLab lab)
{
    [Fact]
    public async Task Server_is_found_among_others_by_all_of_its_labels_and_its_container()
    {
        await using var shop = await ClusterShop.StartAsync(lab);
        await shop.ApplyAsync("worker", labels: "app: shop, tier: back, component: worker");
        await shop.UntilReadyAsync("worker");

        var workload = await shop.FindAsync();
        var pod = await new ServicePod(shop.Cluster).RequireAsync(workload, CancellationToken.None);

        (workload.Name, workload.Form.Container, workload.Release).Should().Be(("server", "web", "server"));
        pod.Metadata.Name.Should().StartWith("server-");
    }

    [Fact]
    public async Task Namespace_without_it_is_told_with_what_finds_the_right_one()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);

        await RefusedAsync(
            shop.FindAsync,
            $"Namespace '{shop.Namespace}' of cluster '*' of context '*' has no Deployment with labels 'app=shop,component=server,tier=back', as service 'server' has",
            "Name its namespace with --namespace; 'kubectl --kubeconfig=* get pods --all-namespaces --selector=app=shop,component=server,tier=back' shows where there is one");
    }

    [Fact]
    public async Task Several_releases_are_told_and_the_one_that_is_named_is_taken()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        await shop.ApplyAsync("one-server", release: "one");
        await shop.ApplyAsync("two-server", release: "two");

        await RefusedAsync(shop.FindAsync, $"Service 'server' runs in several releases in namespace '{shop.Namespace}': 'one', 'two'", "Name the one that is meant with --project");
        (await shop.FindAsync("two")).Name.Should().Be("two-server");
        await RefusedAsync(() => shop.FindAsync("three"), $"Namespace '{shop.Namespace}' has no release 'three' with service 'server', only 'one', 'two'", "Name one of them with --project");
    }

    [Fact]
    public async Task Deployment_without_the_container_is_told_with_those_that_it_has()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        await shop.ApplyAsync("server", container: "other");

        await RefusedAsync(
            shop.FindAsync, $"Deployment 'server' in namespace '{shop.Namespace}' has the labels of service 'server' and no container 'web', only 'other'", "Look at it with 'kubectl * get deployment server --output=yaml', and correct *");
    }

    // In a newer chart those of the old one are on more than the server: a command must not run in a worker.
    [Fact]
    public async Task Labels_of_an_old_release_on_pods_of_a_new_one_are_not_taken_for_the_server()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        await shop.ApplyAsync("worker", labels: "app: shop, tier: back, component: worker", container: "old");
        await shop.UntilReadyAsync("worker");

        await RefusedAsync(
            () => shop.InspectAsync(), "Deployment 'worker' has the labels 'app=shop,tier=back' and runs version 2.1.0, in which service 'server' has 'app=shop,component=server,tier=back'", "Look whether it is the service that is meant, *");
    }

    [Fact]
    public async Task Deployment_of_an_old_release_is_found_by_the_labels_of_then()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        await shop.ApplyAsync("server", labels: "app: shop, tier: back", container: "old", tag: "v1.0.0");
        await shop.UntilReadyAsync("server");

        (await shop.InspectAsync()).Version.Should().Be("1.0.0");
    }

    [Fact]
    public async Task Pod_that_is_not_there_not_ready_or_not_alone_is_told_with_what_to_do()
    {
        await using var shop = await ClusterShop.StartAsync(lab);

        await shop.KubectlAsync("scale", "deployment", "server", "--replicas=2");
        await shop.UntilReadyAsync("server");
        await RefusedAsync(() => PodAsync(shop), "Service 'server' has several pods: 'server-*', 'server-*'", "Leave one of them with 'kubectl * scale deployment server --replicas=1', and type the same command again");

        await shop.KubectlAsync("scale", "deployment", "server", "--replicas=0");
        await RefusedAsync(() => PodAsync(shop), "Deployment 'server' of service 'server' is scaled to 0, so it has no pod", "Start it with 'kubectl * scale deployment server --replicas=1', and type the same command again");

        await UntilAsync(async () => (await shop.KubectlAsync("get", "pods", "--output=name")).Length == 0);
        await shop.ApplyAsync("server", readiness: "false");
        await UntilAsync(async () => (await shop.KubectlAsync("get", "pods", "--field-selector=status.phase=Running", "--output=name")).Contains("pod/", StringComparison.Ordinal));
        await RefusedAsync(() => PodAsync(shop), "Pod 'server-*' of service 'server' is not ready: containers with unready status: *web*", "See why with 'kubectl * describe pod server-*', and type the same command again when it is");

        await shop.KubectlAsync("delete", "deployment", "server", "--wait=true");
        await UntilAsync(async () => (await shop.KubectlAsync("get", "pods", "--output=name")).Length == 0);
        await shop.ApplyAsync("server", tag: "nowhere");
        await UntilAsync(async () => (await shop.KubectlAsync("get", "pods", "--output=jsonpath={.items[*].status.containerStatuses[*].state.waiting.reason}")).Contains("Image", StringComparison.Ordinal)
            || (await shop.KubectlAsync("get", "pods", "--output=jsonpath={.items[*].status.containerStatuses[*].state.waiting.reason}")).Contains("ErrImagePull", StringComparison.Ordinal));
        await RefusedAsync(() => PodAsync(shop), "Pod 'server-*' of service 'server' is not ready: container 'web': *Image*", "See why with *");
    }

    [Fact]
    public async Task Image_whose_tag_is_no_version_is_asked_and_told_where_it_does_not_answer()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        await shop.ApplyAsync("server", tag: "edge");
        await shop.UntilReadyAsync("server");

        await RefusedAsync(
            () => shop.InspectAsync(), $"The installed version of project 'server' is not known: the tag of image '{ClusterLab.Image}:edge' of pod 'server-*' is no version, and it cannot be asked: *", "Set the image of the Deployment *");
    }

    private static async Task<string> PodAsync(ClusterShop shop) => (await new ServicePod(shop.Cluster).RequireAsync(await shop.FindAsync(), CancellationToken.None)).Metadata.Name;

    private static Task RefusedAsync(Func<string?, Task<ServiceWorkload>> find, string what, string remedy) => RefusedAsync(() => find(null), what, remedy);

    private static async Task RefusedAsync<T>(Func<Task<T>> ask, string what, string remedy)
    {
        var refusal = (await FluentActions.Awaiting(ask).Should().ThrowAsync<HopguardException>()).Which;
        refusal.Message.Should().Match(what);
        refusal.Remedy.Should().Match(remedy);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await condition())
            await Task.Delay(200, limit.Token);
    }
}
