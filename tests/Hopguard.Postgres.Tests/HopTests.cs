using Hopguard.Engine.Steps;

namespace Hopguard.Postgres.Tests;

/// <summary>The way of a database from 10 to 15: dump, restore side by side, proof.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class HopTests(PostgresFixture fixture)
{
    [Fact]
    public async Task One_of_everything_arrives_on_15_and_is_proved_equal()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Everything);
        // A database that others are made by, in use itself, beside several others.
        await deployed.Server.SqlAsync("CREATE TABLE notes AS SELECT n FROM generate_series(1, 321) n", "postgres");
        var hop = new Hop(fixture, deployed);

        await hop.DumpAsync();
        await hop.RestoreAsync();
        var outcome = await hop.VerifyAsync();

        outcome.Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().StartWith("equal: ").And.Contain("tables").And.Contain("2 large objects");
        (await hop.AskTrialAsync("SELECT count(*) FROM notes", "postgres")).Should().Be("321");
        hop.Comparison().Left.Should().Be("copy 'dump' on PostgreSQL 10.23");
        hop.Comparison().Right.Should().StartWith("trial 'trial' on PostgreSQL 15.");
    }

    [Fact]
    public async Task The_settings_of_the_load_are_of_its_own_start_and_nothing_of_them_is_left_in_the_data()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);

        await hop.DumpAsync();
        await hop.RestoreAsync();

        (await hop.AskTrialAsync("SELECT string_agg(current_setting(s), ' ' ORDER BY s) FROM unnest(ARRAY['fsync', 'full_page_writes', 'default_toast_compression']) s")).Should().Be("pglz on on");
        (await hop.AskTrialAsync("SELECT DISTINCT source FROM pg_settings WHERE name IN ('wal_level', 'max_wal_senders', 'max_wal_size', 'checkpoint_timeout', 'autovacuum')")).Should().Be("command line");
        (await hop.AskTrialAsync("SELECT count(*) FROM pg_file_settings WHERE sourcefile LIKE '%auto.conf'")).Should().Be("0");
        (await hop.AskTrialAsync("SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole = 0")).Should().Be("0");
        (await fixture.Lab.DockerAsync("port", deployed.Trial.Container)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_proved_trial_has_planner_statistics()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);

        await hop.DumpAsync();
        await hop.RestoreAsync();
        await hop.VerifyAsync();

        (await hop.AskTrialAsync("SELECT reltuples FROM pg_class WHERE relname = 'engine_job'")).Should().Be("1204");
    }

    [Fact]
    public async Task A_restored_row_that_differs_is_named_with_numbers()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await hop.RestoreAsync();

        await hop.AskTrialAsync("DELETE FROM engine_job WHERE id = 7; UPDATE engine_task SET name = 'other' WHERE id = 1");
        var outcome = await hop.VerifyAsync();

        outcome.Should().BeOfType<StepOutcome.Failed>();
        hop.Comparison().Differences.Should().Equal(
            "table public.engine_job of database cvat has 1 203 rows instead of 1 204 rows",
            "table public.engine_task of database cvat has 1 204 rows, as before, but not the same content");
    }

    [Fact]
    public async Task A_dump_that_lost_a_row_before_it_was_hashed_is_not_verified()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();

        await hop.RewriteAsync(hop.DataFile("task 77\n"), text => text.Replace("77\ttask 77\n", string.Empty, StringComparison.Ordinal), rehash: true);
        await hop.RewriteAsync(hop.DataFile("\t77\t"), text => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("77\t", StringComparison.Ordinal))), rehash: true);
        await hop.RestoreAsync();
        var outcome = await hop.VerifyAsync();

        outcome.Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Contain("public.engine_task of database cvat has 1 203 rows instead of 1 204");
    }

    [Fact]
    public async Task Restoring_again_after_a_kill_starts_from_nothing()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await hop.RestoreAsync();

        var again = await hop.RestoreAsync();

        again.Should().BeOfType<StepOutcome.Done>();
        (await hop.VerifyAsync()).Should().BeOfType<StepOutcome.Done>();
    }

    [Fact]
    public async Task A_restore_in_doubt_is_done_only_when_the_trial_runs()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        (await hop.ProbeRestoreAsync()).IsDone.Should().BeFalse();
        await hop.RestoreAsync();

        (await hop.ProbeRestoreAsync()).IsDone.Should().BeTrue();
        await fixture.Lab.DockerAsync("stop", deployed.Trial.Container);
        (await hop.ProbeRestoreAsync()).IsDone.Should().BeFalse();
    }

    [Fact]
    public async Task Undoing_the_restore_removes_the_trial_and_nothing_else()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await hop.RestoreAsync();

        (await hop.UndoRestoreAsync()).Should().Be("trial 'trial' removed");
        (await hop.UndoRestoreAsync()).Should().Be("trial 'trial' removed");

        (await fixture.Engine.FindContainerAsync(deployed.Trial.Container, default)).Should().BeNull();
        (await fixture.Engine.FindVolumeAsync(deployed.Trial.Volume, default)).Should().BeNull();
        await deployed.StartServerAsync();
        (await deployed.Server.SqlAsync("SELECT count(*) FROM engine_task")).Should().Be("1204");
    }

    [Fact]
    public async Task A_volume_of_the_trials_name_that_is_not_of_this_run_stays()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await fixture.Lab.DockerAsync("volume", "create", deployed.Trial.Volume);

        var restore = () => hop.RestoreAsync();

        (await restore.Should().ThrowAsync<Engine.HopguardException>()).WithMessage($"Volume '{deployed.Trial.Volume}' exists and is not of this run");
        (await fixture.Engine.FindVolumeAsync(deployed.Trial.Volume, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task Two_trials_of_one_store_stand_side_by_side()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();

        await hop.RestoreAsync();
        await hop.RestoreAsync(into: "second");

        (await hop.VerifyAsync()).Should().BeOfType<StepOutcome.Done>("the second restore took nothing from the first");
        (await hop.VerifyAsync(by: "second")).Should().BeOfType<StepOutcome.Done>();
        await hop.UndoRestoreAsync("second");
        (await fixture.Engine.FindVolumeAsync(deployed.Trial.Volume, default)).Should().NotBeNull();
    }
}
