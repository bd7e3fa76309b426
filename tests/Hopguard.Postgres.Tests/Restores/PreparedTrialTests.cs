namespace Hopguard.Postgres.Tests.Restores;

/// <summary>The trial server is made before there is anything to restore; a mark on it tells whether the restore took it.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class PreparedTrialTests(PostgresFixture fixture)
{
    [Fact]
    public async Task The_restore_takes_the_server_that_was_made_ready_for_it()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = await PrepareAsync(deployed);

        await hop.RestoreAsync();

        (await IsMarkedAsync(hop)).Should().BeTrue();
        (await hop.AskTrialAsync("SELECT count(*) FROM engine_task")).Should().Be("1204");
    }

    [Fact]
    public async Task A_server_that_was_started_again_since_is_replaced()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = await PrepareAsync(deployed);
        await fixture.Lab.DockerAsync("restart", deployed.Trial.Container);

        await hop.RestoreAsync();

        (await IsMarkedAsync(hop)).Should().BeFalse();
    }

    [Fact]
    public async Task It_is_taken_once_only_so_a_restore_after_a_kill_starts_from_nothing()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = await PrepareAsync(deployed);
        await hop.RestoreAsync();

        await hop.RestoreAsync();

        (await IsMarkedAsync(hop)).Should().BeFalse();
    }

    [Fact]
    public async Task Undoing_the_restore_removes_what_was_only_made_ready()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = await PrepareAsync(deployed);

        (await hop.UndoRestoreAsync()).Should().Be("trial 'trial' removed");

        (await fixture.Engine.FindContainerAsync(deployed.Trial.Container, default)).Should().BeNull();
        (await fixture.Engine.FindVolumeAsync(deployed.Trial.Volume, default)).Should().BeNull();
    }

    [Fact]
    public async Task What_stands_in_its_way_is_told_and_left_to_the_step_itself()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await fixture.Lab.DockerAsync("volume", "create", deployed.Trial.Volume);

        (await new Hop(fixture, deployed).PrepareAsync()).Should().BeNull();

        deployed.Log.Should().Contain(line => line.StartsWith("The trial server could not be prepared ahead: Volume", StringComparison.Ordinal));
    }

    private static async Task<bool> IsMarkedAsync(Hop hop) => await hop.AskTrialAsync("SELECT count(*) FROM pg_roles WHERE rolname = 'mark'") == "1";

    private async Task<Hop> PrepareAsync(Deployed deployed)
    {
        var hop = new Hop(fixture, deployed);
        (await hop.PrepareAsync()).Should().BeNull();
        await fixture.Lab.DockerAsync("exec", deployed.Trial.Container, "psql", "--no-psqlrc", "--quiet", "--username", "root", "--dbname", "postgres", "--command", "CREATE ROLE mark");
        await hop.DumpAsync();
        return hop;
    }
}
