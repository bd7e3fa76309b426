using Hopguard.Containers.Ports;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;
using Hopguard.Engine.Secrets;

namespace Hopguard.Docker.Tests;

/// <summary>What is only clean-up, or only tells something, decides nothing.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class ClearingAwayTests(DockerLab lab)
{
    private static ContainerSpec Shell(string script) => new() { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Entrypoint = ["sh", "-c", script], Command = [] };

    [Fact]
    public async Task A_tool_that_did_its_work_counts_though_the_engine_is_slow_to_remove_it()
    {
        await using var proxy = new EngineProxy(lab.Lab.Host);
        using var engine = new DockerEngine(new DockerEndpoint(proxy.Address)) { ClearingTimeLimit = TimeSpan.FromMilliseconds(300) };
        var name = $"hopguard-test-{Guid.NewGuid():N}";

        (await engine.RunAsync(Shell("echo done") with { Name = name }, null, CancellationToken.None)).Should().Be(new ToolResult(0, "done", ""));
        (await lab.Engine.FindContainerAsync(name, CancellationToken.None)).Should().NotBeNull("the proxy holds its removal back");
        proxy.LetRemovalsThrough();
        while (await lab.Engine.FindContainerAsync(name, CancellationToken.None) is not null)
            await Task.Delay(50);
    }

    [Fact]
    public async Task A_removal_that_was_refused_is_tried_again()
    {
        await using var proxy = new EngineProxy(lab.Lab.Host);
        using var engine = new DockerEngine(new DockerEndpoint(proxy.Address));
        proxy.LetRemovalsThrough();
        proxy.RefuseRemovals(2);
        var name = $"hopguard-test-{Guid.NewGuid():N}";

        await engine.RunAsync(Shell("echo done") with { Name = name }, null, CancellationToken.None);

        (await lab.Engine.FindContainerAsync(name, CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_container_that_others_are_removing_is_gone_afterwards_and_so_is_its_volume()
    {
        await using var volume = await lab.VolumeAsync();
        var user = await lab.Engine.StartNewAsync(Shell("sleep 600") with { Mounts = [new ContainerMount("volume", volume.Name, "/v", false)] }, CancellationToken.None);

        var removals = Enumerable.Range(0, 12).Select(_ => Task.Run(() => lab.Engine.RemoveContainerAsync(user.Id, CancellationToken.None)));
        var ends = removals.Append(Task.Run(() => lab.Engine.RemoveVolumeAsync(volume.Name, CancellationToken.None)));

        await Task.WhenAll(ends);
        (await lab.Engine.FindContainerAsync(user.Id, CancellationToken.None)).Should().BeNull();
        (await lab.Engine.FindVolumeAsync(volume.Name, CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_volume_that_was_read_counts_though_its_helper_stays()
    {
        await using var volume = await lab.VolumeAsync();
        await lab.ShellAsync(volume.Name, "echo text > file");
        await using (var proxy = new EngineProxy(lab.Lab.Host))
        {
            using var engine = new DockerEngine(new DockerEndpoint(proxy.Address)) { ClearingTimeLimit = TimeSpan.FromMilliseconds(300) };
            var length = await engine.ReadVolumeAsync(volume.Name, DockerLab.Helper(), async (stream, token) =>
            {
                using var all = new MemoryStream();
                await stream.CopyToAsync(all, token);
                return all.Length;
            }, CancellationToken.None);
            length.Should().BeGreaterThan(1024);
            proxy.LetRemovalsThrough();
            while ((await lab.Engine.ListContainersMountingAsync(volume.Name, CancellationToken.None)).Count > 0)
                await Task.Delay(50);
        }
    }

    [Fact]
    public async Task A_log_that_is_kept_nowhere_is_said_in_its_place()
    {
        var name = $"hopguard-test-{Guid.NewGuid():N}";
        await lab.Lab.DockerAsync("run", "--detach", "--name", name, "--log-driver", "none", "--entrypoint", "sh", DockerLab.Busybox, "-c", "echo lost");
        try
        {
            (await lab.Engine.ReadLogAsync(name, 5, CancellationToken.None)).Should().StartWith("(its log cannot be read: ");
            (await lab.Engine.ReadLogAsync("hopguard-test-none", 5, CancellationToken.None)).Should().StartWith("(its log cannot be read: ");
        }
        finally
        {
            await lab.Engine.RemoveContainerAsync(name, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_container_that_prints_its_password_and_dies_is_told_without_it()
    {
        var redactor = new Redactor();
        using var engine = new DockerEngine(lab.Endpoint) { Redactor = redactor };
        var started = await engine.StartNewAsync(Shell("echo FATAL: $POSTGRES_PASSWORD is wrong; exit 1") with
        {
            Environment = new Dictionary<string, string> { ["POSTGRES_PASSWORD"] = "hunter2-4711" },
        }, CancellationToken.None);
        try
        {
            while ((await engine.FindContainerAsync(started.Id, CancellationToken.None))!.IsAlive)
                await Task.Delay(50);
            var log = await engine.ReadLogAsync(started.Id, 5, CancellationToken.None);
            log.Should().Contain("hunter2-4711");
            redactor.Redact(log).Should().Be("FATAL: *** is wrong");
        }
        finally
        {
            await lab.Engine.RemoveContainerAsync(started.Id, CancellationToken.None);
        }
    }

    [Fact]
    public async Task What_compose_reads_of_a_project_is_known_to_be_secret()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-compose");
        var redactor = new Redactor();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".env"), "UNUSED_TOKEN=abcdef-4711\nODD=variable-4711\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "file"), "file-4711\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "open"), "open-4711\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "compose.yml"), """
            services: {a: {image: x, environment: {DB_PASSWORD: hunter2-4711, DB_USER: someone}, secrets: [{source: of-file, target: /etc/key}, of-variable], configs: [plain]}}
            secrets: {of-file: {file: file}, of-variable: {environment: ODD}}
            configs: {plain: {file: open}}
            """);

        await new ComposeCli(lab.Endpoint) { Redactor = redactor }.ConfigAsync(new ComposeProject("p", folder.FullName, ["compose.yml"]), CancellationToken.None);

        redactor.Redact("abcdef-4711 hunter2-4711 someone").Should().Be("*** *** someone");
        redactor.Redact("in a file: file-4711; of a variable: variable-4711; of a configuration: open-4711").Should().Be("in a file: ***; of a variable: ***; of a configuration: open-4711");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_lines_of_a_cancelled_program_have_all_been_heard_when_it_is_over()
    {
        using var stop = new CancellationTokenSource();
        var lines = 0;
        var run = () => CommandLine.RunAsync("sh", ["-c", "seq 1 300; exec sleep 600"], "/", new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, stop.Token, _ =>
        {
            lines++;
            stop.Cancel();
            Thread.Sleep(1);
        });

        await run.Should().ThrowAsync<OperationCanceledException>();
        lines.Should().Be(300);
    }
}
