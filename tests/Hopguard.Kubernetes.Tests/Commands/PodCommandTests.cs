using Hopguard.Engine.Handlers;
using Hopguard.Kubernetes.Commands;
using Hopguard.Kubernetes.Workloads;

namespace Hopguard.Kubernetes.Tests.Commands;

/// <summary>A command in a pod runs as it is written, and what became of it is known or told as not known.</summary>
[Collection(nameof(ClusterLabCollection))]
public sealed class PodCommandTests(ClusterLab lab)
{
    [Fact]
    public async Task Command_runs_without_a_shell_and_its_words_lines_and_code_are_its_own()
    {
        await using var shop = await ClusterShop.StartAsync(lab);
        var lines = new List<string>();

        var end = await RunAsync(shop, lines.Add, "sh", "-c", "echo \"$0\"; echo worse >&2; printf rest; exit 7", "a b; $HOME & é");

        (end.ExitCode, end.Output, end.Error.Trim()).Should().Be((7, "a b; $HOME & é\nrest\n", "worse"));
        lines.Should().BeEquivalentTo("a b; $HOME & é", "worse", "rest");
        (await RunAsync(shop, lines.Add, "true")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Program_that_is_not_there_is_told_in_the_words_of_who_should_run_it()
    {
        await using var shop = await ClusterShop.StartAsync(lab);

        var end = await RunAsync(shop, _ => { }, "no-such-program");

        end.ExitCode.Should().NotBe(0);
        (end.Refusal?.What ?? end.Output + end.Error).Should().Contain("no-such-program").And.Contain("not found", "Docker answers with a code, other runtimes with a refusal");
    }

    [Fact]
    public async Task More_than_a_message_holds_arrives_whole()
    {
        await using var shop = await ClusterShop.StartAsync(lab);
        var lines = new List<string>();

        (await RunAsync(shop, lines.Add, "sh", "-c", "i=0; while [ $i -lt 20000 ]; do echo \"line $i\"; i=$((i+1)); done")).ExitCode.Should().Be(0);

        lines.Should().HaveCount(20_000).And.EndWith("line 19999");
    }

    [Fact]
    public async Task Pod_that_is_deleted_while_a_command_runs_leaves_it_in_doubt_and_says_why()
    {
        await using var shop = await ClusterShop.StartAsync(lab);
        var begun = new TaskCompletionSource();
        var running = RunAsync(shop, _ => begun.TrySetResult(), "sh", "-c", "echo begun; sleep 100");
        await begun.Task;

        await shop.KubectlAsync("delete", "pods", "--all", "--grace-period=1", "--wait=true");

        var lost = (await FluentActions.Awaiting(() => running.WaitAsync(TimeSpan.FromSeconds(60))).Should().ThrowAsync<HopguardException>()).Which;
        lost.Message.Should().Match("Command 'sh' was begun in pod 'server-*', and its end was not seen: pod 'server-*' was deleted");
        lost.Remedy.Should().Match("Look what it did, and whether it still runs: 'kubectl * exec server-* --container=web -- ps -ef'");
    }

    [Fact]
    public async Task Api_server_that_goes_away_while_a_command_runs_leaves_it_in_doubt_and_nothing_waits_for_ever()
    {
        await using var shop = await ClusterShop.StartAsync(lab, new HastyClock());
        var begun = new TaskCompletionSource();
        var running = RunAsync(shop, _ => begun.TrySetResult(), "sh", "-c", "echo begun; sleep 100");
        await begun.Task;

        await lab.Cluster.StopApiServerAsync();
        try
        {
            var lost = (await FluentActions.Awaiting(() => running.WaitAsync(TimeSpan.FromSeconds(90))).Should().ThrowAsync<HopguardException>()).Which;
            lost.Message.Should().Match("Command 'sh' was begun in pod 'server-*', and its end was not seen: API server '*' of context '*' does not answer: *");
        }
        finally
        {
            await lab.Cluster.StartApiServerAsync();
        }
    }

    private static async Task<CommandEnd> RunAsync(ClusterShop shop, Action<string> onLine, params string[] command)
    {
        var workload = await shop.FindAsync();
        var pod = await new ServicePod(shop.Cluster).RequireAsync(workload, CancellationToken.None);
        return await new PodCommand(shop.Cluster, TimeProvider.System).RunAsync(pod, workload.Form.Container, command, onLine, CancellationToken.None);
    }
}
