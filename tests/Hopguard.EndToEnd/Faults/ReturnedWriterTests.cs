using System.Globalization;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Faults;

/// <summary>Somebody writes while nobody may, or after the copy was taken.</summary>
public sealed class ReturnedWriterTests(CvatFixture lab) : CvatTest(lab)
{
    private const string Verified = "Version 2.2.0 is running again, verified";

    [LongFact("the writer that a rollback on demand meets, and the row that is changed by hand")]
    public Task What_a_writer_that_is_gone_again_wrote_after_the_copies_is_not_lost() => WriteAsync("after:verify-copy-2", isGoneAgain: true);

    // After the restore: the row that is changed by hand, below.
    [LongFact("the writer that a rollback on demand meets, and the row that is changed by hand")]
    public Task What_a_writer_writes_after_the_dump_is_not_lost() => WriteAsync("after:dump-database", isGoneAgain: false);

    private async Task WriteAsync(string point, bool isGoneAgain)
    {
        await Lab.Upgrade().KilledAsync(point);
        await StartDatabaseAsync();
        var atTheDump = await CommitsAsync();
        await Lab.Cvat.Engine.DockerAsync("start", "cvat_server");
        await UntilMoreThanAsync(atTheDump);
        if (isGoneAgain)
            await Lab.Cvat.Engine.DockerAsync("stop", "--time", "2", "cvat_server");

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("cvat_server", Verified);
        (await CommitsAsync()).Should().BeGreaterThan(atTheDump);
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_rollback_on_demand_keeps_what_a_writer_wrote_after_the_copy()
    {
        await Lab.Upgrade().KilledAsync("after:verify-copy-2");
        await StartDatabaseAsync();
        var atTheDump = await CommitsAsync();
        await Lab.Cvat.Engine.DockerAsync("start", "cvat_server");
        await UntilMoreThanAsync(atTheDump);

        var result = await Lab.Target("RollbackCvat").RunAsync();

        result.ShouldEndWith(0, "was written to after it was dumped, and keeps what was written");
        (await CommitsAsync()).Should().BeGreaterThan(atTheDump);
        (await Lab.Cvat.Engine.DockerAsync("volume", "ls", "--quiet", "--filter", "label=hopguard.role=abandoned", "--filter", $"label=hopguard.run={Path.GetFileName(Lab.NewestRun)}")).Should().BeEmpty("the files that were written stay where they are");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_row_that_is_changed_by_hand_after_the_dump_stops_the_upgrade_and_the_next_one_carries_it()
    {
        const string ask = "SELECT email FROM auth_user WHERE id = 1";
        await Lab.Upgrade().KilledAsync("after:restore-database");
        var write = () => Lab.Cvat.SqlAsync("UPDATE auth_user SET email = 'changed@late' WHERE id = 1");
        await write.Should().ThrowAsync<LabException>("the server is stopped since the dump");
        await StartDatabaseAsync();
        await write();
        await Lab.Cvat.Engine.DockerAsync("stop", "cvat_db");

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("step 'verify-copy' failed: Store 'database' was started again and written to after copy 'dump' was taken", Verified);
        (await Lab.Cvat.SqlAsync(ask)).Should().Be("changed@late");
        (await Lab.Upgrade().RunAsync()).ShouldEndWith(0, "upgraded to 2.3.0 and verified");
        (await Lab.Cvat.SqlAsync(ask)).Should().Be("changed@late");
    }

    [Fact]
    public async Task Somebody_else_s_connection_to_the_database_is_refused_while_the_version_before_serves()
    {
        await using var intruder = await Intruder.ConnectAsync(Lab.Cvat);

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("step 'check-target' failed", "intruder", "of store 'database' stays connected when the services are stopped", $"docker stop {intruder.Container}");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task Somebody_else_s_connection_to_the_database_after_the_checks_stops_the_upgrade()
    {
        await Lab.Upgrade().KilledAsync("after:check-target");
        await using var intruder = await Intruder.ConnectAsync(Lab.Cvat);

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("Writers are left after the stop", "client of store 'database': root@", "intruder", Verified);
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task Somebody_else_s_container_on_a_volume_is_refused_while_the_version_before_serves()
    {
        await Lab.Cvat.Engine.DockerAsync("run", "--detach", "--name", "lab-stranger", "--volume", "cvat_cvat_data:/data", "hopguard-lab/base", "sleep", "600");

        var result = await Lab.Upgrade().RunAsync();

        await Lab.Cvat.Engine.DockerAsync("rm", "--force", "lab-stranger");
        result.ShouldFailWith("step 'check-target' failed", "container 'lab-stranger' outside the project mounts volume 'cvat_cvat_data'", "docker stop lab-stranger");
        await Lab.ShouldBeUntouchedAsync();
    }

    // It was stopped when it was dumped.
    private async Task StartDatabaseAsync()
    {
        await Lab.Cvat.Engine.DockerAsync("start", "cvat_db");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await Lab.Cvat.Engine.Command("exec", "cvat_db", "psql", "--host", "127.0.0.1", "--username", "root", "--dbname", "cvat", "--command", "SELECT 1").TryRunAsync(limit.Token)).ExitCode != 0)
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
    }

    private async Task<long> CommitsAsync() => long.Parse(await Lab.Cvat.SqlAsync("SELECT count(*) FROM engine_jobcommit"), CultureInfo.InvariantCulture);

    private async Task UntilMoreThanAsync(long commits)
    {
        while (await CommitsAsync() <= commits)
            await Task.Delay(TimeSpan.FromMilliseconds(200));
    }
}
