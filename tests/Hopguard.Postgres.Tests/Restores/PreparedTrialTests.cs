using Hopguard.Engine.Steps;
using Hopguard.Lab;

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
    public async Task A_volume_that_somebody_else_s_stopped_container_mounts_hinders_no_rollback()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = await PrepareAsync(deployed);
        var stranger = $"{deployed.Project}-stranger";
        await fixture.Lab.DockerAsync("create", "--name", stranger, "--volume", $"{deployed.Trial.Volume}:/t", "--entrypoint", "true", LabImage.Postgres15.Tag);

        (await hop.UndoRestoreAsync()).Should().Be($"trial 'trial' removed, its volume '{deployed.Trial.Volume}' stays");

        deployed.Context.Memory.Recall("kept:volume of trial 'trial', which could not be removed").Should().Be(deployed.Trial.Volume);
        await fixture.Lab.DockerAsync("rm", "--volumes", stranger);
        (await hop.UndoRestoreAsync()).Should().Be("trial 'trial' removed");
        deployed.Context.Memory.Recall("kept:volume of trial 'trial', which could not be removed").Should().BeEmpty();
    }

    [Fact]
    public async Task What_stands_in_its_way_is_told_and_left_to_the_step_itself()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await fixture.Lab.DockerAsync("volume", "create", deployed.Trial.Volume);

        (await new Hop(fixture, deployed).PrepareAsync()).Should().BeNull();

        deployed.Log.Should().Contain(line => line.StartsWith("The trial server could not be prepared ahead: Volume", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POSTGRES_INITDB_ARGS", "--no-such-option", "PostgreSQL of trial 'trial' ended with exit code 1; its log ends with:*no-such-option*")]
    [InlineData("POSTGRES_HOST_AUTH_METHOD", "", "PostgreSQL of trial 'trial' ended with exit code 1; its log ends with:*superuser password is not specified*")]
    public async Task A_server_that_does_not_come_up_is_a_failure_before_its_turn(string variable, string value, string message)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        deployed.TargetEnvironment[variable] = value;

        var failed = (await new Hop(fixture, deployed).PrepareAsync()).Should().BeOfType<StepOutcome.Failed>().Which;

        failed.What.Should().Match(message);
        failed.Remedy.Should().Be("Correct image and settings of service 'cvat_db' in the target's compose files");
        await ShouldLeaveNothingAsync(deployed);
    }

    [Theory]
    [InlineData("postgres:10-alpine", "Image 'postgres:10-alpine' is PostgreSQL 10, but the plan expects 15")]
    [InlineData("localhost:9/none:1", "Image 'localhost:9/none:1' of store 'database' is not on the engine")]
    public async Task An_image_that_is_not_what_the_plan_needs_is_a_failure_before_its_turn(string image, string message)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        deployed.TargetImage = image;

        (await new Hop(fixture, deployed).PrepareAsync()).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be(message);

        await ShouldLeaveNothingAsync(deployed);
    }

    private async Task ShouldLeaveNothingAsync(Deployed deployed)
    {
        (await fixture.Engine.FindContainerAsync(deployed.Trial.Container, default)).Should().BeNull();
        (await fixture.Engine.FindVolumeAsync(deployed.Trial.Volume, default)).Should().BeNull();
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
