using System.Diagnostics;
using Hopguard.Containers.Ports;

namespace Hopguard.Docker.Tests;

[Collection(nameof(DockerLabCollection))]
public sealed class DockerEngineTests(DockerLab lab)
{
    private static ContainerSpec Shell(string script) => new() { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Entrypoint = ["sh", "-c", script], Command = [] };

    [Fact]
    public async Task Run_keeps_both_streams_apart_and_the_exit_code()
    {
        var lines = new List<string>();

        var result = await lab.Engine.RunAsync(Shell("echo out; sleep 0.2; echo err >&2; sleep 0.2; printf 'no end'; exit 3"), lines.Add, CancellationToken.None);

        result.Should().Be(new ToolResult(3, "out\nno end", "err"));
        lines.Should().Equal("out", "err", "no end");
    }

    [Fact]
    public async Task Run_keeps_the_last_64_KiB_of_a_talkative_tool()
    {
        var lines = 0;

        var result = await lab.Engine.RunAsync(Shell("seq 1 200000"), _ => lines++, CancellationToken.None);

        lines.Should().Be(200000);
        result.Output.Should().EndWith("\n200000").And.HaveLength(result.Output.Length).And.Match(text => text.Length <= 64 * 1024);
    }

    [Fact]
    public async Task Environment_reaches_the_tool_and_no_terminal_does()
    {
        var spec = Shell("echo $SECRET; test -t 1 || echo plain") with { Environment = new Dictionary<string, string> { ["SECRET"] = "a=b" } };

        (await lab.Engine.RunAsync(spec, null, CancellationToken.None)).Output.Should().Be("a=b\nplain");
    }

    [Fact]
    public async Task Cancelled_run_is_killed_and_removed_without_waiting_for_it_to_end_by_itself()
    {
        var name = $"hopguard-test-{Guid.NewGuid():N}";
        using var stop = new CancellationTokenSource();
        var run = lab.Engine.RunAsync(Shell("trap '' TERM; echo up; sleep 600") with { Name = name }, _ => stop.Cancel(), stop.Token);
        var clock = Stopwatch.StartNew();

        await run.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(9), "the engine gives a container that ignores SIGTERM ten seconds");
        (await lab.Engine.FindContainerAsync(name, CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Run_cancelled_while_its_container_is_made_leaves_none()
    {
        var labels = new Dictionary<string, string> { ["hopguard.test"] = Guid.NewGuid().ToString("N") };
        for (var milliseconds = 0; milliseconds < 200; milliseconds += 10)
        {
            using var stop = new CancellationTokenSource(milliseconds);
            await lab.Engine.Invoking(it => it.RunAsync(Shell("sleep 600") with { Labels = labels }, null, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        }

        await Task.Delay(500);
        (await lab.Engine.ListContainersAsync(labels.ToDictionary(label => label.Key, label => (string?)label.Value), CancellationToken.None)).Should().BeEmpty();
    }

    // A shell without a handler is the first process, ignores the signal, and becomes what ends at it.
    [Fact]
    public async Task Container_that_is_stopped_while_its_start_is_prepared_gets_the_signal_once_it_has_started()
    {
        var started = await lab.Engine.StartNewAsync(Shell("sleep 2; exec sh -c 'trap \"exit 7\" TERM; sleep 86400 & wait'"), CancellationToken.None);
        try
        {
            await lab.Engine.StopAsync(started.Id, TimeSpan.FromMinutes(1), CancellationToken.None);

            (await lab.Engine.FindContainerAsync(started.Id, CancellationToken.None)).Should().Match<ContainerState>(container => container.ExitCode == 7);
        }
        finally
        {
            await lab.Engine.RemoveContainerAsync(started.Id, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Missing_image_is_named_and_never_pulled()
    {
        var run = () => lab.Engine.RunAsync(new ContainerSpec { Owner = DockerLab.Owner, Image = "hopguard-test/none:1" }, null, CancellationToken.None);

        (await run.Should().ThrowAsync<HopguardException>()).Which.Message.Should().Contain("hopguard-test/none:1");
    }

    [Fact]
    public async Task Missing_volume_is_refused_and_not_made()
    {
        var run = () => lab.Engine.RunAsync(Shell("true") with { Mounts = [new ContainerMount("volume", "hopguard-test-none", "/v", false)] }, null, CancellationToken.None);

        await run.Should().ThrowAsync<HopguardException>().WithMessage("Volume 'hopguard-test-none' does not exist");
        (await lab.Engine.FindVolumeAsync("hopguard-test-none", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Container_is_found_with_what_it_mounts_and_its_address()
    {
        await using var volume = await lab.VolumeAsync();
        var started = await lab.Engine.StartNewAsync(
            Shell("echo hello; sleep 600") with { Labels = new Dictionary<string, string> { ["hopguard.test"] = volume.Name }, Mounts = [new ContainerMount("volume", volume.Name, "/v", true)] }, CancellationToken.None);
        try
        {
            await lab.Engine.SetRestartPolicyAsync(started.Name, "always", CancellationToken.None);
            var found = (await lab.Engine.ListContainersAsync(new Dictionary<string, string?> { ["hopguard.test"] = volume.Name }, CancellationToken.None)).Single();

            found.Should().Match<ContainerState>(container => container.IsAlive && container.RestartPolicy == "always" && container.Addresses.ContainsKey("bridge"));
            found.Mounts.Should().Equal(new ContainerMount("volume", volume.Name, "/v", true));
            (await lab.Engine.ListContainersMountingAsync(volume.Name, CancellationToken.None)).Should().ContainSingle();
            (await lab.Engine.ListContainersMountingAsync("/v", CancellationToken.None)).Should().BeEmpty();
            (await lab.Engine.ReadLogAsync(started.Name, 5, CancellationToken.None)).Should().Be("hello");
        }
        finally
        {
            await lab.Engine.RemoveContainerAsync(started.Id, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("--tty")]
    [InlineData("--interactive")]
    public async Task Log_is_read_with_a_terminal_and_without(string option)
    {
        var name = $"hopguard-test-{Guid.NewGuid():N}";
        await lab.Lab.DockerAsync("run", "--detach", option, "--name", name, "--entrypoint", "sh", DockerLab.Busybox, "-c", "echo before; echo out; sleep 0.2; echo err >&2");
        try
        {
            while ((await lab.Engine.FindContainerAsync(name, CancellationToken.None))!.IsAlive)
                await Task.Delay(50);

            (await lab.Engine.ReadLogAsync(name, 2, CancellationToken.None)).Should().Be("out\nerr");
        }
        finally
        {
            await lab.Engine.RemoveContainerAsync(name, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Taken_container_name_is_said_plainly()
    {
        var name = $"hopguard-test-{Guid.NewGuid():N}";
        await lab.Engine.StartNewAsync(Shell("sleep 600") with { Name = name }, CancellationToken.None);
        var again = () => lab.Engine.StartNewAsync(Shell("true") with { Name = name }, CancellationToken.None);

        (await again.Should().ThrowAsync<HopguardException>()).Which.Remedy.Should().Contain("Rename or remove");
        await lab.Engine.RemoveContainerAsync(name, CancellationToken.None);
    }

    [Fact]
    public async Task Volume_of_somebody_else_is_not_taken_for_our_own()
    {
        await using var volume = await lab.VolumeAsync();
        var create = () => lab.Engine.CreateVolumeAsync(volume.Name, new Dictionary<string, string> { ["hopguard.run"] = "1" }, CancellationToken.None);

        await create.Should().ThrowAsync<HopguardException>().WithMessage("*exists already and is not Hopguard's");
    }

    [Fact]
    public async Task Removing_what_is_not_there_is_no_error()
    {
        await lab.Engine.RemoveContainerAsync("hopguard-test-none", CancellationToken.None);
        await lab.Engine.RemoveVolumeAsync("hopguard-test-none", CancellationToken.None);
    }

    [Fact]
    public async Task Unreachable_engine_is_an_error_with_a_remedy()
    {
        using var nowhere = new DockerEngine(new Docker.Connection.DockerEndpoint("unix:///nowhere/docker.sock"));

        (await nowhere.Invoking(engine => engine.DescribeAsync(CancellationToken.None)).Should().ThrowAsync<HopguardException>())
            .Which.Should().Match<HopguardException>(error => error.Message.Contains("not reachable") && error.Remedy!.Contains("DOCKER_HOST"));
    }
}
