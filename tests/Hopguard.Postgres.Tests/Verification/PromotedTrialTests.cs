using Hopguard.Engine.Steps;

namespace Hopguard.Postgres.Tests.Verification;

/// <summary>A store that is the trial that was read in full need not be read again; one that anybody wrote to since has to be.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class PromotedTrialTests(PostgresFixture fixture, PromotedTrial small) : IClassFixture<PromotedTrial>
{
    private const string ByIdentity = "no transaction has written to it since";

    [Fact]
    public async Task The_promoted_cluster_is_proved_by_its_identity_over_stops_starts_and_readers()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Everything);
        var hop = await PromotedTrial.PromoteAsync(fixture, deployed);

        (await hop.VerifyStoreAsync()).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().StartWith("equal: ").And.EndWith(ByIdentity);
        hop.Comparison("verify-store").Right.Should().Contain("unchanged since it was read in full as trial 'trial'");

        await hop.AskTrialAsync("SELECT count(*) FROM pg_class");
        await fixture.Lab.DockerAsync("restart", deployed.Trial.Container);
        (await hop.VerifyStoreAsync()).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().EndWith(ByIdentity);
    }

    [Theory]
    [InlineData("UPDATE engine_task SET name = 'other' WHERE id = 1", "public.engine_task of database cvat has 1 204 rows, as before, but not the same content")]
    [InlineData("SELECT nextval('engine_task_id_seq')", "sequence public.engine_task_id_seq")]
    [InlineData("BEGIN; SELECT nextval('engine_task_id_seq'); ROLLBACK", "sequence public.engine_task_id_seq")]
    public async Task What_anybody_wrote_since_is_found_by_reading_in_full(string sql, string difference)
    {
        var hop = await small.BeginAsync();
        await hop.VerifyStoreAsync();

        await hop.AskTrialAsync(sql);
        var outcome = await hop.VerifyStoreAsync();

        outcome.Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Contain(difference);
    }

    [Fact]
    public async Task A_transaction_that_was_rolled_back_changes_nothing()
    {
        var hop = await small.BeginAsync();
        await hop.VerifyStoreAsync();

        await hop.AskTrialAsync("BEGIN; DELETE FROM engine_job; ROLLBACK");

        (await hop.VerifyStoreAsync()).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().EndWith(ByIdentity);
    }

    [Fact]
    public async Task A_change_that_was_taken_back_is_read_in_full_and_found_equal()
    {
        var hop = await small.BeginAsync();
        await hop.VerifyStoreAsync();

        await hop.AskTrialAsync("CREATE TABLE passing (); DROP TABLE passing");

        (await hop.VerifyStoreAsync()).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().NotContain(ByIdentity);
    }
}
