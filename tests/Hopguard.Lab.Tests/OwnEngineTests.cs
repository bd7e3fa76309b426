using System.Diagnostics;

namespace Hopguard.Lab.Tests;

[Collection(nameof(LabCollection))]
public sealed class OwnEngineTests(LabFixture lab)
{
    [Fact]
    public async Task Own_engine_runs_beside_another_one_and_leaves_nothing_running()
    {
        var folder = NewFolder();
        var bridges = await BridgesAsync();
        var socket = "";
        await using (var engine = await LabEngine.StartAsync(folder, own: true))
        {
            socket = engine.Host["unix://".Length..];
            (await engine.DockerAsync("info", "--format", "{{.DockerRootDir}}")).Should().Be(folder.Inside("engine"));
            (await engine.DockerAsync("image", "ls", "--quiet")).Should().BeEmpty();
        }

        await Twice(folder);
        File.Exists(socket).Should().BeFalse();
        (await BridgesAsync()).Should().Be(bridges);
        (await lab.Engine.DockerAsync("version", "--format", "{{.Server.Version}}")).Should().NotBeEmpty();
        Directory.Delete(folder.Root, recursive: true);
    }

    [Fact]
    public async Task Engine_is_shared_until_its_last_user_leaves()
    {
        var folder = NewFolder();
        var first = await LabEngine.StartAsync(folder, own: true);
        await using (var second = await LabEngine.StartAsync(folder, own: true))
        {
            second.Host.Should().Be(first.Host);
            await first.DisposeAsync();
            (await second.DockerAsync("version", "--format", "{{.Server.Version}}")).Should().NotBeEmpty();
        }

        File.Exists(first.Host["unix://".Length..]).Should().BeFalse();
        Directory.Delete(folder.Root, recursive: true);
    }

    [Fact]
    public async Task An_engine_of_the_labs_own_that_DOCKER_HOST_names_is_let_go_like_one_that_was_started()
    {
        var (folder, before) = (NewFolder(), Environment.GetEnvironmentVariable("DOCKER_HOST"));
        var first = await LabEngine.StartAsync(folder, own: true);
        try
        {
            Environment.SetEnvironmentVariable("DOCKER_HOST", first.Host);
            await using var second = await LabEngine.StartAsync(folder, own: false);
            second.IsOwn.Should().BeTrue();
            await first.DisposeAsync();
            (await second.DockerAsync("version", "--format", "{{.Server.Version}}")).Should().NotBeEmpty();
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOCKER_HOST", before);
        }

        File.Exists(first.Host["unix://".Length..]).Should().BeFalse();
        Directory.Delete(folder.Root, recursive: true);
    }

    [Fact]
    public async Task Engine_of_a_killed_process_stops()
    {
        var folder = NewFolder();
        var engine = await LabEngine.StartAsync(folder, own: true);
        var users = Path.Combine(Path.GetDirectoryName(engine.Host["unix://".Length..])!, "users");
        using var killed = Process.Start("sleep", "600");
        var stat = await File.ReadAllTextAsync($"/proc/{killed.Id}/stat");
        await File.WriteAllTextAsync(Path.Combine(users, $"{killed.Id}.killed"), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]);

        await engine.DisposeAsync();
        File.Exists(engine.Host["unix://".Length..]).Should().BeTrue();
        killed.Kill();

        await UntilGoneAsync(users);
        Directory.Delete(folder.Root, recursive: true);
    }

    // dockerd tidies up what it finds of an earlier run when it starts again.
    static async Task Twice(LabFolder folder)
    {
        await using var engine = await LabEngine.StartAsync(folder, own: true);
    }

    static async Task UntilGoneAsync(string folder)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Directory.Exists(folder))
            await Task.Delay(200, limit.Token);
    }

    static LabFolder NewFolder()
    {
        // What is fetched is the same in every folder: the shared one's is taken, so that the test fetches nothing.
        var folder = new LabFolder(Directory.CreateTempSubdirectory("hopguard-engine-").FullName);
        foreach (var name in (string[])["docker-config", "packages"])
        {
            if (LabFolder.FromEnvironment().Inside(name) is var shared && Directory.Exists(shared))
                Directory.CreateSymbolicLink(folder.Inside(name), shared);
        }

        return folder;
    }

    static Task<string> BridgesAsync() => new LabCommand("sh", "-c", "ip -brief link show type bridge | awk '{ print $1 }' | grep -v '^br-' | sort").RunAsync();
}
