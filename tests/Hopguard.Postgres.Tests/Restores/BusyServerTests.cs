using Hopguard.Engine.Steps;

namespace Hopguard.Postgres.Tests.Restores;

/// <summary>A server that works on the restore and answers nobody else for a while.</summary>
[Collection(nameof(SecondPostgresCollection))]
public sealed class BusyServerTests(PostgresFixture fixture)
{
    // Longer than it takes to give up a connection.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task A_restore_goes_on_while_nobody_can_ask_how_far_it_is()
    {
        await using var deployed = await Deployed.StartAsync(fixture, null, null, "--env", "POSTGRES_HOST_AUTH_METHOD=trust");
        await deployed.Server.SqlAsync("""
            CREATE TABLE t AS SELECT 1 AS a;
            CREATE FUNCTION slow(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM pg_catalog.pg_sleep(3); RETURN a; END $$;
            CREATE INDEX ON t (slow(a));
            """);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();

        var restore = hop.RestoreAsync();
        await BuildsIndexAsync(hop, restore);
        await fixture.Lab.DockerAsync("pause", deployed.Trial.Container);
        await Task.Delay(Silence);
        await fixture.Lab.DockerAsync("unpause", deployed.Trial.Container);

        (await restore).Should().BeOfType<StepOutcome.Done>();
        (await hop.AskTrialAsync("SELECT count(*) FROM t")).Should().Be("1");
    }

    private static async Task BuildsIndexAsync(Hop hop, Task restore)
    {
        while (!restore.IsCompleted && !await IsBuildingAsync(hop))
            await Task.Delay(TimeSpan.FromMilliseconds(100));

        restore.IsCompleted.Should().BeFalse("the restore is to be caught while it builds the index");
    }

    // Not even the container is there in the beginning.
    private static async Task<bool> IsBuildingAsync(Hop hop)
    {
        try
        {
            return await hop.AskTrialAsync("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'") == "1";
        }
        catch (Lab.LabException)
        {
            return false;
        }
    }
}
