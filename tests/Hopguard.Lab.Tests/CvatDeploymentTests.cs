using System.Globalization;

namespace Hopguard.Lab.Tests;

[Collection(nameof(LabCollection))]
public sealed class CvatDeploymentTests(LabFixture lab, CvatFixture fixture) : IClassFixture<CvatFixture>
{
    const string Meanwhile = "every end-to-end test, which begins on this deployment and compares with what it held";

    readonly LabDeployment _cvat = fixture.Cvat;

    [LongFact(Meanwhile)]
    public async Task Version_and_contents_are_told_through_the_proxy()
    {
        using var browser = new HttpClient { BaseAddress = new Uri($"http://localhost:{_cvat.Port}") };
        await RunningAsync();

        (await browser.GetStringAsync("/api/server/about")).Should().Contain("\"version\": \"2.2.0\"");
        (await browser.GetStringAsync("/api/tasks")).Should().Be("{\"count\": 300}");
        (await browser.GetStringAsync("/")).Should().Contain("<h1>CVAT 2.2.0</h1>");
    }

    [LongFact(Meanwhile)]
    public async Task Migrations_end_where_those_of_2_2_0_end()
    {
        var last = await _cvat.SqlAsync("SELECT count(*), max(name) FROM django_migrations WHERE app = 'engine'");

        last.Should().Be("60|0060_alter_label_parent");
    }

    [LongFact(Meanwhile)]
    public async Task Server_and_workers_write_rows_and_files_while_they_run()
    {
        await RunningAsync();
        var before = await UntilAsync(written => written.Count == 8);

        (await UntilAsync(written => written.All(now => now.Value >= before[now.Key] + 2))).Should().HaveCount(8);
    }

    [LongFact(Meanwhile)]
    public async Task Reset_puts_rows_and_files_back_to_what_they_were()
    {
        await _cvat.ResetAsync();
        await _cvat.StopWritersAsync();
        var (rows, files) = (await CensusWithoutWritersAsync(), await FilesWithoutWritersAsync());

        await _cvat.SqlAsync("DROP TABLE engine_comment; UPDATE lab.typed SET wide = 1; DROP ROLE \"Odd Role-名\"");
        await lab.Engine.DockerAsync("exec", "--user", "0", "cvat_db", "rm", "/var/lib/postgresql/data/pg_hba.conf");
        await _cvat.ComposeAsync("down", "--volumes");
        Directory.Move(_cvat.Source, _cvat.Source + "_220");
        await _cvat.ResetAsync();
        await _cvat.StopWritersAsync();

        Census.Differences(rows, await CensusWithoutWritersAsync()).Should().BeEmpty();
        rows.Should().ContainKey("table public.engine_comment");
        (await FilesWithoutWritersAsync()).Should().Equal(files);
        Directory.GetFileSystemEntries(_cvat.Folder).Select(Path.GetFileName).Should().BeEquivalentTo([".hopguard-lab", "archive", "cvat", "cvat-2.3.0.zip", "cvat-2.3.0.tar.gz", "releases"]);
    }

    [LongFact(Meanwhile)]
    public async Task Census_is_the_same_after_a_dump_and_restore_into_the_new_major()
    {
        await _cvat.ResetAsync();
        await _cvat.StopWritersAsync();
        await using var newer = await LabPostgres.StartPreparedAsync(lab.Engine, 15);
        var address = await NetworkAddressAsync(newer.Container);

        // As the guide does it: 'already exists' for the superuser and its database is expected, anything else is not.
        var restore = await lab.Engine.Command("exec", "cvat_db", "sh", "-c", $"pg_dumpall | psql -q -h {address} -d postgres").TryRunAsync();

        restore.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(line => line.EndsWith("already exists", StringComparison.Ordinal));
        foreach (var database in new[] { "cvat", "metrics" })
            Census.Differences(await _cvat.CensusAsync(database), await newer.CensusAsync(database)).Should().BeEmpty();
    }

    [LongFact(Meanwhile)]
    public async Task Server_of_2_3_0_migrates_the_restored_database()
    {
        await _cvat.ResetAsync();
        await _cvat.StopWritersAsync();
        await using var newer = await LabPostgres.StartPreparedAsync(lab.Engine, 15);
        var address = await NetworkAddressAsync(newer.Container);
        await lab.Engine.DockerAsync("exec", "cvat_db", "sh", "-c", $"pg_dumpall | psql -q -h {address} -d postgres");

        await lab.Engine.DockerAsync("run", "--rm", "--network", "cvat_cvat", "--env", $"CVAT_POSTGRES_HOST={address}", "--entrypoint", "python3", "cvat/server:v2.3.0", "manage.py", "migrate", "--no-input");

        (await newer.SqlAsync("SELECT app, max(name) FROM django_migrations WHERE app IN ('engine', 'webhooks') GROUP BY app ORDER BY app"))
            .Should().Be("engine|0061_auto_20221130_0844\nwebhooks|0003_alter_webhookdelivery_status_code");
    }

    [LongFact(Meanwhile)]
    public async Task Files_are_as_odd_as_users_make_them()
    {
        var files = string.Join('\n', await _cvat.FilesAsync("cvat_data"));

        files.Should().Contain("\"odd names/new\\nline.txt\"").And.Contain("\"odd names/-rf\"").And.Contain("\\u5199\\u771f.jpg").And.Contain("\"12345:54321\"")
            .And.Contain("\"same_as\": \"links/hard link\"").And.Contain("\"target\": \"../../../etc/passwd\"").And.Contain("0o104755").And.Contain("\"path\": \"empty folders/1777\"");
    }

    async Task RunningAsync()
    {
        await _cvat.ComposeAsync("up", "--detach");
        await _cvat.AwaitAsync();
    }

    async Task<Dictionary<string, long>> UntilAsync(Func<Dictionary<string, long>, bool> isReached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var written = await WrittenAsync();
            if (isReached(written))
                return written;
            await Task.Delay(TimeSpan.FromMilliseconds(500), limit.Token);
        }
    }

    async Task<Dictionary<string, long>> WrittenAsync()
    {
        var rows = await _cvat.SqlAsync("SELECT 'row ' || (data ->> 'by'), count(*) FROM engine_jobcommit WHERE data ? 'by' GROUP BY 1");
        var lines = await lab.Engine.DockerAsync("exec", "cvat_server", "sh", "-c", "cd data/events && for f in *; do echo \"file $f|$(wc -l < $f)\"; done");
        return $"{rows}\n{lines}".Split('\n').Select(line => line.Split('|')).ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    async Task<Dictionary<string, string>> CensusWithoutWritersAsync() =>
        (await _cvat.CensusAsync()).Where(entry => !entry.Key.Contains("jobcommit", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    async Task<IEnumerable<string>> FilesWithoutWritersAsync() =>
        [.. (await _cvat.FilesAsync("cvat_data")).Concat(await _cvat.FilesAsync("cvat_keys")).Where(line => !line.Contains("\"events", StringComparison.Ordinal) && !line.Contains("\"path\": \".\"", StringComparison.Ordinal))];

    async Task<string> NetworkAddressAsync(string container)
    {
        await lab.Engine.DockerAsync("network", "connect", "cvat_cvat", container);
        return await lab.Engine.DockerAsync("inspect", "--format", "{{.NetworkSettings.Networks.cvat_cvat.IPAddress}}", container);
    }
}
