using Hopguard.Kubernetes.Access;
using Hopguard.Kubernetes.Connection;

namespace Hopguard.Kubernetes.Tests.Access;

/// <summary>What a user may not do is told before anything begins, all of it, with lines that mend it.</summary>
[Collection(nameof(ClusterLabCollection))]
public sealed class AccessCheckTests(ClusterLab lab)
{
    [Fact]
    public async Task Missing_rights_are_a_list_of_verbs_and_the_lines_that_grant_them_do()
    {
        await using var shop = await ClusterShop.StartAsync(lab);
        await using var limited = shop.As(await lab.Cluster.AddLimitedAccountAsync(shop.Namespace));

        var refusal = (await FluentActions.Awaiting(() => limited.InspectAsync()).Should().ThrowAsync<HopguardException>()).Which;

        refusal.Message.Should().Match(
            $"Rights are missing in namespace '{shop.Namespace}' of cluster '*': get namespaces 'kube-system', get namespaces, list deployments.apps, list leases.coordination.k8s.io, "
            + "get leases.coordination.k8s.io, create leases.coordination.k8s.io, update leases.coordination.k8s.io, delete leases.coordination.k8s.io, get pods/exec, create pods/exec; nothing was changed");
        (await shop.KubectlAsync("get", "leases", "--output=name")).Should().BeEmpty();

        // As the administrator pastes them, with the user in place.
        foreach (var line in refusal.Commands.Where(line => !line.StartsWith("to check:", StringComparison.Ordinal)))
        {
            var typed = line.Replace($"--kubeconfig={limited.Cluster.Endpoint.Place.Kubeconfig}", $"--kubeconfig={lab.Cluster.Kubeconfig}", StringComparison.Ordinal).Replace("--user=<user>", $"--serviceaccount={shop.Namespace}:onlooker", StringComparison.Ordinal);
            await (new Lab.LabCommand("bash", "-c", typed) with { Environment = lab.Cluster.Environment }).RunAsync();
        }

        await using var granted = shop.As(limited.Cluster.Endpoint.Place.Kubeconfig!);
        (await granted.InspectAsync()).Version.Should().Be("2.1.0");
        await lab.Cluster.KubectlAsync("delete", "clusterrole,clusterrolebinding", "hopguard-kube-system");
    }

    [Fact]
    public async Task Certificate_that_expired_and_server_that_does_not_answer_are_one_sentence_each()
    {
        await RefusedAsync(lab.Cluster.ExpiredKubeconfig, "The certificate of user '*' in kubeconfig '*' expired on *", "Fetch a new kubeconfig from whoever runs the cluster *");

        await lab.Cluster.StopApiServerAsync();
        try
        {
            await RefusedAsync(lab.Cluster.Kubeconfig, "API server 'https://*' of context '*' does not answer: *", "Look at the cluster and at the network between it and this host; 'kubectl * get --raw /readyz' says 'ok' when it answers");
        }
        finally
        {
            await lab.Cluster.StartApiServerAsync();
        }
    }

    [Fact]
    public async Task Namespace_that_is_not_there_is_told_with_what_lists_them() =>
        await RefusedAsync(lab.Cluster.Kubeconfig, "Cluster 'https://*' of context '*' has no namespace 'nowhere'", "Name another with --namespace; 'kubectl * get namespaces' lists them");

    private static async Task RefusedAsync(string kubeconfig, string what, string remedy)
    {
        using var cluster = new Cluster(new ClusterPlace(kubeconfig, null, "nowhere"), new HastyClock());

        var refusal = (await FluentActions.Awaiting(() => new AccessCheck(cluster).RequireAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<HopguardException>()).Which;
        refusal.Message.Should().Match(what).And.NotContain("\n");
        refusal.Remedy.Should().Match(remedy);
    }
}
