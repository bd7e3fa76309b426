using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Migrations;

namespace Hopguard.Postgres.Tests.Migrations;

/// <summary>The hop to 2.3.0 wants engine 0061 and webhooks 0003.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class AwaitMigrationsTests(PostgresFixture fixture)
{
    private const string Apply = "INSERT INTO django_migrations (app, name) VALUES ('engine', '0061_auto'), ('webhooks', '0003_alter')";

    [Fact]
    public async Task It_waits_until_the_last_migration_of_every_component_is_recorded()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 600");
        var waiting = AwaitAsync(deployed);
        await Task.Delay(TimeSpan.FromSeconds(4));
        waiting.IsCompleted.Should().BeFalse();

        await deployed.Server.SqlAsync(Apply);

        (await waiting).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().Be("4 migrations applied, up to engine 0061, webhooks 0003");
    }

    [Fact]
    public async Task A_service_that_dies_is_told_with_its_log()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 2; echo no such column; exit 3");

        var outcome = await AwaitAsync(deployed);

        outcome.Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be(
            "Service 'cvat_server' ended with exit code 3 before its migrations were applied; its log ends with:\nno such column");
    }

    [Fact]
    public async Task A_service_that_the_engine_restarts_is_told()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 3; exit 1", "--restart=always");

        (await AwaitAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith("Service 'cvat_server' fails and is restarted");
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_moment_is_no_reason_to_go_back()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 600");
        await fixture.Lab.DockerAsync("stop", deployed.Server.Container);
        var waiting = AwaitAsync(deployed);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(2)));
        waiting.IsCompleted.Should().BeFalse();

        await deployed.StartServerAsync();
        await deployed.Server.SqlAsync(Apply);

        (await waiting).Should().BeOfType<StepOutcome.Done>();
        deployed.Log.Should().Contain(line => line.StartsWith("migrations could not be asked for: ", StringComparison.Ordinal));
    }

    // Longer than a connection is waited for.
    [Fact]
    public async Task A_database_that_answers_nobody_for_a_while_is_no_reason_to_go_back()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 600");
        await fixture.Lab.DockerAsync("pause", deployed.Server.Container);
        var waiting = AwaitAsync(deployed);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(12)));
        waiting.IsCompleted.Should().BeFalse();

        await fixture.Lab.DockerAsync("unpause", deployed.Server.Container);
        await deployed.Server.SqlAsync(Apply);

        (await waiting).Should().BeOfType<StepOutcome.Done>();
        deployed.Log.Should().Contain(line => line.StartsWith("migrations could not be asked for: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silence_has_a_limit()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, patience: TimeSpan.FromSeconds(3));
        await using var service = await ServiceAsync(deployed, "sleep 600");

        (await AwaitAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith("Migration engine 0061 is not applied, and no migration was for");
    }

    private async Task<StepOutcome> AwaitAsync(Deployed deployed)
    {
        var step = new AwaitMigrations { Id = "await-migrations", Service = Name.Of("cvat_server") };
        return await deployed.DoAsync(new AwaitMigrationsHandler(fixture.Engine, TimeProvider.System), step);
    }

    private async Task<Removal> ServiceAsync(Deployed deployed, string script, params string[] arguments)
    {
        var name = $"{deployed.Project}-server";
        await fixture.Lab.DockerAsync([
            "run", "--detach", "--name", name, "--label", $"{LabImage.Label}=test", "--label", $"com.docker.compose.project={deployed.Project}",
            "--label", "com.docker.compose.service=cvat_server", .. arguments, "--entrypoint", "sh", LabImage.Postgres15.Tag, "-c", script]);
        return new Removal(fixture.Lab, name);
    }

    private sealed class Removal(LabEngine engine, string container) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await engine.DockerAsync("rm", "--force", "--volumes", container);
    }
}
