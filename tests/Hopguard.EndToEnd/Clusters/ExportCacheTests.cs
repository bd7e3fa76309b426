namespace Hopguard.EndToEnd.Clusters;

/// <summary>The export cache of a CVAT on a cluster is removed by the command that is typed, once, whatever happens.</summary>
[Collection(nameof(ClusterCvatCollection))]
public sealed class ExportCacheTests : IDisposable
{
    // A manage.py that counts how often it is asked, and ends when it is let go.
    private const string Counted = "/tmp/asked";
    private const string LetGo = "/tmp/let-go";
    private readonly ClusterCvat _lab;

    public ExportCacheTests(ClusterCvat lab) => _lab = lab;

    public void Dispose() => _lab.ForgetRuns();

    [Fact]
    public async Task Export_caches_are_removed_by_one_command_and_nothing_is_left_of_the_claim()
    {
        await _lab.Cvat.PutExportCachesAsync(3);

        var result = await _lab.Clean().RunAsync();

        result.ShouldEndWith(0, "command 'python' in service 'cvat_server' ended with 0");
        (await _lab.Cvat.CountExportCachesAsync()).Should().Be(0);
        (await _lab.ClaimsAsync()).Should().BeEmpty();
        (await _lab.Target("StatusCvat").RunAsync()).ShouldEndWith(0, "2.48.1", "cvat_server", "Nobody works on it");
    }

    [Fact]
    public async Task Killed_while_the_command_runs_it_is_not_begun_again_by_the_same_line()
    {
        await _lab.Cvat.PutExportCachesAsync(2);
        await SlowDownAsync();
        try
        {
            using (var host = _lab.Clean().Start())
            {
                await UntilAsync(async () => await AskedAsync() == 1);
                host.Signal("KILL");
                await host.EndAsync();
            }

            (await _lab.Target("StatusCvat").RunAsync()).Output.Should().Contain("is not finished, and nobody works on it");
            var resumed = await _lab.Clean().RunAsync();

            resumed.ShouldEndWith(1, "Command 'python' in service 'cvat_server' was begun and its end was not seen, so it is not begun again");
            (await AskedAsync()).Should().Be(1);
            (await _lab.ClaimsAsync()).Should().BeEmpty();
        }
        finally
        {
            await PutBackAsync();
        }
    }

    [Fact]
    public async Task Failure_of_the_command_is_told_with_its_own_words_and_code()
    {
        await _lab.Cvat.ExecAsync("sh", "-euc", "cp manage.py manage.py.own; printf 'import sys\\nsys.stderr.write(\"no room for this\\\\n\")\\nsys.exit(3)\\n' > manage.py");
        try
        {
            (await _lab.Clean().RunAsync()).ShouldEndWith(1, "Command 'python' in service 'cvat_server' ended with 3: no room for this");
        }
        finally
        {
            await _lab.Cvat.ExecAsync("mv", "manage.py.own", "manage.py");
        }
    }

    [Fact]
    public async Task Second_command_from_elsewhere_is_refused_while_the_first_works()
    {
        var elsewhere = Directory.CreateTempSubdirectory("hopguard-elsewhere-");
        await SlowDownAsync();
        try
        {
            using var first = _lab.Clean().Start();
            await UntilAsync(async () => await AskedAsync() == 1);

            (await _lab.Clean().With("deployment", elsewhere.CreateSubdirectory("cvat").FullName).RunAsync()).ShouldFailWith("is being worked on by", "kubectl --namespace=cvat delete lease hopguard-claim-");

            await LetGoAsync();
            (await first.EndAsync()).ExitCode.Should().Be(0, first.Output);
            (await AskedAsync()).Should().Be(1);
        }
        finally
        {
            elsewhere.Delete(recursive: true);
            await PutBackAsync();
        }
    }

    [Fact]
    public async Task What_the_kind_does_not_have_and_what_it_is_not_asked_with_are_refused_before_anything_is_made()
    {
        (await _lab.Target("UpgradeCvat").RunAsync()).ShouldFailWith("Target 'UpgradeCvat' cannot be done on deployments of kind 'kubernetes'", "What it can do there: CleanCvatExportCache, StatusCvat");
        (await _lab.Target("BackupCvat").RunAsync()).ShouldFailWith("Target 'BackupCvat' cannot be done on deployments of kind 'kubernetes'");
        (await _lab.Clean().With("compose-files", "a.yml").RunAsync()).ShouldFailWith("Option '--compose-files' has no meaning for deployments of kind 'kubernetes'");
        (await _lab.Clean().Without("kind").RunAsync()).ShouldFailWith("Option '--namespace' has no meaning for deployments of kind 'compose'", "add --kind=kubernetes");
        (await _lab.Clean().With("namespace", "nowhere").RunAsync()).ShouldFailWith("has no namespace 'nowhere'", "get namespaces");
        (await _lab.Clean().With("namespace", "default").RunAsync()).ShouldFailWith("has no Deployment with labels 'app=cvat-app,component=server,tier=backend'");
        (await _lab.Clean().With("context", "nowhere").RunAsync()).ShouldFailWith("has no context 'nowhere'");
        (await _lab.Clean().Where("KUBECONFIG", null).Where("HOME", "/nowhere").RunAsync()).ShouldFailWith("There is no kubeconfig that says which cluster is meant", "--kubeconfig=<path>");
        (await _lab.Clean().With("kubeconfig", _lab.Cluster.ExpiredKubeconfig).RunAsync()).ShouldFailWith("expired on");
        (await _lab.Clean().With("kubeconfig", await _lab.Cluster.AddLimitedAccountAsync("cvat")).RunAsync()).ShouldFailWith("Rights are missing in namespace 'cvat'", "create pods/exec", "rbac.authorization.k8s.io/v1");

        Directory.Exists(_lab.Folder + ".hopguard").Should().BeFalse();
        (await _lab.ClaimsAsync()).Should().BeEmpty();
    }

    private Task<string> SlowDownAsync() => _lab.Cvat.ExecAsync(
        "sh", "-euc", $"cp manage.py manage.py.own; printf 'import os, time\\nopen(\"{Counted}\", \"a\").write(\"once\\\\n\")\\nwhile not os.path.exists(\"{LetGo}\"): time.sleep(0.1)\\n' > manage.py; rm -f {LetGo}; : > {Counted}");

    private Task<string> LetGoAsync() => _lab.Cvat.ExecAsync("touch", LetGo);

    private Task<string> PutBackAsync() => _lab.Cvat.ExecAsync("sh", "-euc", $"touch {LetGo}; mv manage.py.own manage.py; rm -f {Counted}");

    private async Task<int> AskedAsync() => (await _lab.Cvat.ExecAsync("cat", Counted)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition())
            await Task.Delay(200, limit.Token);
    }
}
