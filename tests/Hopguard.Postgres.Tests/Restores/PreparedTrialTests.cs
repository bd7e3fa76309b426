using Hopguard.Engine.Steps;
using Hopguard.Lab;

namespace Hopguard.Postgres.Tests.Restores;

/// <summary>The trial server is made before there is anything to restore; a mark on it tells whether the restore took it.</summary>
[Collection(nameof(SecondPostgresCollection))]
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
        await using var deployed = await Deployed.StartAsync(fixture);
        await fixture.Lab.DockerAsync("volume", "create", deployed.Trial.Volume);

        (await new Hop(fixture, deployed).PrepareAsync()).Should().BeNull();

        deployed.Log.Should().Contain(line => line.StartsWith("The trial server could not be prepared ahead: Volume", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_target_of_which_no_server_comes_up_is_a_failure_before_its_turn_and_leaves_nothing()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        foreach (var (variable, value, message) in new[]
        {
            ("POSTGRES_INITDB_ARGS", "--no-such-option", "PostgreSQL of trial 'trial' ended with exit code 1; its log ends with:*no-such-option*"),
            ("POSTGRES_HOST_AUTH_METHOD", "", "PostgreSQL of trial 'trial' ended with exit code 1; its log ends with:*superuser password is not specified*"),
        })
        {
            var before = deployed.TargetEnvironment.GetValueOrDefault(variable);
            deployed.TargetEnvironment[variable] = value;
            (await ShouldFailAsync(deployed, message)).Should().Be("Correct image and settings of service 'cvat_db' in the target's compose files");
            deployed.TargetEnvironment.Remove(variable);
            if (before is not null)
                deployed.TargetEnvironment[variable] = before;
        }

        foreach (var (image, message) in new[]
        {
            ("postgres:10-alpine", "Image 'postgres:10-alpine' is PostgreSQL 10, but the plan expects 15"),
            ("localhost:9/none:1", "Image 'localhost:9/none:1' of store 'database' is not on the engine"),
        })
        {
            deployed.TargetImage = image;
            await ShouldFailAsync(deployed, message);
        }
    }

    private async Task<string?> ShouldFailAsync(Deployed deployed, string message)
    {
        var failed = (await new Hop(fixture, deployed).PrepareAsync()).Should().BeOfType<StepOutcome.Failed>().Which;
        failed.What.Should().Match(message);
        await ShouldLeaveNothingAsync(deployed);
        return failed.Remedy;
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
