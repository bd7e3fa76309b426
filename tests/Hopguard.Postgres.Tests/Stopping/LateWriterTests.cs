using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Tests.Stopping;

/// <summary>Somebody who is none of the application's services writes to the database when nobody should.</summary>
[Collection(nameof(SecondPostgresCollection))]
public sealed class LateWriterTests(PostgresFixture fixture)
{
    private const string Write = "UPDATE engine_task SET name = 'changed late' WHERE id = 1";

    // Until the fingerprint has come to its last query: sequences are read as they are, and not as of the snapshot.
    private const string UntilRead = """
        DO $$ BEGIN LOOP
            PERFORM pg_stat_clear_snapshot();
            EXIT WHEN EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'hopguard' AND state = 'idle in transaction' AND query LIKE '%pg_get_viewdef%');
            PERFORM pg_sleep(0.02);
        END LOOP; END $$
        """;

    // Stays connected until the next look at who is connected.
    private const string UntilSeen = """
        DO $$ BEGIN LOOP
            PERFORM pg_stat_clear_snapshot();
            EXIT WHEN EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'hopguard' AND query LIKE '%backend_start%' AND query_start > statement_timestamp());
            PERFORM pg_sleep(0.02);
        END LOOP; END $$
        """;

    [Fact]
    public async Task Nobody_can_write_once_the_dump_is_complete()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, null, "--restart", "always");
        await new Hop(fixture, deployed).DumpAsync();

        var write = () => deployed.Server.SqlAsync(Write);

        (await write.Should().ThrowAsync<LabException>()).WithMessage("*is not running*");
        (await ServerAsync(deployed)).Should().BeEquivalentTo(new { Status = "exited", ExitCode = 0, RestartPolicy = "no" });
    }

    [Fact]
    public async Task The_server_is_not_started_beside_another_one_that_somebody_started_on_its_data()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        var other = $"{deployed.Project}-late";
        await fixture.Lab.DockerAsync("run", "--detach", "--name", other, "--label", $"{LabImage.Label}=test", "--volumes-from", deployed.Server.Container, "--entrypoint", "sleep", LabImage.Postgres10.Tag, "600");

        var undone = await Remedies.LeadsOutAsync(hop.UndoDumpAsync, $"Container '{other}' runs on the data of store 'database'*", $"Stop container '{other}', then run the same command again", async () =>
        {
            (await ServerAsync(deployed))!.Status.Should().Be("exited");
            await fixture.Lab.DockerAsync("rm", "--force", other);
        });

        undone.Should().StartWith("store 'database' holds what it held when it was dumped");
    }

    [Theory]
    [InlineData(Write, "table public.engine_task of database cvat has 1 204 rows, as before, but not the same content")]
    [InlineData("SELECT nextval('engine_task_id_seq')", "sequence public.engine_task_id_seq of database cvat stands at")]
    public async Task What_is_written_during_the_dump_stops_it_and_the_next_one_holds_it(string sql, string difference)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, null, "--restart", "always");
        var hop = new Hop(fixture, deployed);
        MeddleOnce(deployed, $"{UntilRead}; {sql}; {UntilSeen}");

        await Remedies.LeadsOutAsync(
            () => hop.DumpAsync(),
            $"store 'database' was written to after its dump began, and connected meanwhile were root@127.0.0.1 of database cvat (psql, connected at *{difference}*",
            "End the connection that writes to store 'database' and run the same command again: it takes the copy anew, with what was written",
            async () =>
            {
                deployed.Context.Evidence.HasCopy("dump").Should().BeFalse();
                (await hop.UndoDumpAsync()).Should().Be("the dump was not completed, nothing to compare");
                (await ServerAsync(deployed)).Should().BeEquivalentTo(new { Status = "running", RestartPolicy = "always" });
            });
    }

    [Fact]
    public async Task A_transaction_that_changed_nothing_does_not_stop_the_dump()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        MeddleOnce(deployed, $"BEGIN; {Write}; ROLLBACK");

        (await new Hop(fixture, deployed).DumpAsync()).Should().BeOfType<StepOutcome.Done>();

        deployed.Log.Should().Contain("a transaction ran on store 'database' after it was dumped; its content is compared");
    }

    [Fact]
    public async Task A_server_that_was_started_again_is_found_by_what_was_done_with_it()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await new Hop(fixture, deployed).DumpAsync();
        (await ChangeAsync(deployed)).Should().BeNull();

        await deployed.StartServerAsync();
        (await ChangeAsync(deployed)).Should().Be("Store 'database' was started again after copy 'dump' was taken, and is not shut down");
        await fixture.Lab.DockerAsync("stop", deployed.Server.Container);
        (await ChangeAsync(deployed)).Should().BeNull("it was only started");

        await deployed.StartServerAsync();
        await deployed.Server.SqlAsync("SELECT nextval('engine_task_id_seq')");
        await fixture.Lab.DockerAsync("stop", deployed.Server.Container);
        (await ChangeAsync(deployed)).Should().Be("Store 'database' was started again and written to after copy 'dump' was taken");
    }

    [Fact]
    public async Task The_way_back_keeps_what_was_written_after_the_dump_and_says_so()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, null, "--restart", "always");
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await deployed.StartServerAsync();
        await deployed.Server.SqlAsync("DELETE FROM engine_job WHERE id = 1");

        var summary = await hop.UndoDumpAsync();

        summary.Should().Be(
            "store 'database' was written to after it was dumped, and keeps what was written; it is newer than copy 'dump' in: table public.engine_job of database cvat has 1 203 rows instead of 1 204 rows");
        (await deployed.Server.SqlAsync("SELECT count(*) FROM engine_job")).Should().Be("1203");
        (await ServerAsync(deployed))!.RestartPolicy.Should().Be("always");
        (await hop.UndoDumpAsync()).Should().Be(summary, "an undo may be repeated");
    }

    [Fact]
    public async Task Killed_between_the_stop_and_the_end_the_dump_is_taken_again_or_undone()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, null, "--restart", "always");
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        File.Delete(deployed.Context.Folder.Evidence("dump.copy.json"));

        (await hop.ProbeDumpAsync()).IsDone.Should().BeFalse();
        (await hop.DumpAsync()).Should().BeOfType<StepOutcome.Done>();

        File.Delete(deployed.Context.Folder.Evidence("dump.copy.json"));
        await hop.UndoDumpAsync();
        (await ServerAsync(deployed)).Should().BeEquivalentTo(new { Status = "running", RestartPolicy = "always" });
    }

    private Task<ContainerState?> ServerAsync(Deployed deployed) => fixture.Engine.FindContainerAsync(deployed.Server.Container, CancellationToken.None);

    private Task<string?> ChangeAsync(Deployed deployed) =>
        new UnchangedServer(fixture.Engine).FindChangeAsync(deployed.Context.Evidence.Copy("dump"), deployed.Context, CancellationToken.None);

    // In the middle of that database's dump: its snapshot is taken, its rows are being written. What is written before its snapshot, its dump holds.
    private static void MeddleOnce(Deployed deployed, string sql) => deployed.OnProgress = progress =>
    {
        if (!progress.Activity.StartsWith("dumping 'cvat'", StringComparison.Ordinal))
            return;

        deployed.OnProgress = null;
        deployed.Meddle(sql);
    };
}
