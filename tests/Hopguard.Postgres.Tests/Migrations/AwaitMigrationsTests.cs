using System.Collections.Immutable;
using Hopguard.Docker;
using Hopguard.Docker.Connection;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Migrations;
using NSubstitute;

namespace Hopguard.Postgres.Tests.Migrations;

/// <summary>The hop to 2.3.0 wants engine 0061, organizations 0001 and webhooks 0003.</summary>
[Collection(nameof(SecondPostgresCollection))]
public sealed class AwaitMigrationsTests(PostgresFixture fixture)
{
    private const string Apply = "INSERT INTO django_migrations (app, name) VALUES ('engine', '0061_auto'), ('organizations', '0001_initial'), ('webhooks', '0003_alter')";

    [Fact]
    public async Task It_waits_until_the_last_migration_of_every_component_is_recorded()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 600");
        var waiting = AwaitAsync(deployed);
        await Task.Delay(TimeSpan.FromSeconds(4));
        waiting.IsCompleted.Should().BeFalse();

        await deployed.Server.SqlAsync(Apply);

        (await waiting).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().Be("5 migrations applied, up to engine 0061, organizations 0001, webhooks 0003");
    }

    [Theory]
    [InlineData("public", "schema_migrations", "version", "character varying", "20250701120000", "2025070112000", "20250701120000")]
    [InlineData("public", "schema_migrations", "version", "bigint", "20250701120000", "20250401120000", "20250701120000")]
    [InlineData("app", "alembic_version", "version_num", "character varying(32)", "9f1c", "1975ea83b712", "9f1c2d3e4f50")]
    [InlineData("public", "__EFMigrationsHistory", "MigrationId", "character varying(150)", "20250701120000", "20250401120000_Init", "20250701120000_Add'One")]
    [InlineData("public", "__diesel_schema_migrations", "version", "character varying(50)", "20250701120000", "20250401120000", "20250701120000")]
    public async Task A_table_of_migrations_alone_is_read_as_its_framework_writes_it(string schema, string table, string column, string type, string wanted, string before, string after)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        deployed.Become(application => application with
        {
            Migrations = new MigrationTable("database", "cvat", table, null, column) { Schema = schema },
            Releases = [.. application.Releases.Select(release => release with { Migrations = ImmutableDictionary<string, string>.Empty.Add("app", wanted) })],
        });
        await using var service = await ServiceAsync(deployed, "sleep 600");
        await deployed.Server.SqlAsync($"CREATE SCHEMA IF NOT EXISTS \"{schema}\"; CREATE TABLE \"{schema}\".\"{table}\" (\"{column}\" {type} PRIMARY KEY); INSERT INTO \"{schema}\".\"{table}\" VALUES ('{before}')");
        var waiting = AwaitAsync(deployed);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(2)));
        waiting.IsCompleted.Should().BeFalse();

        await deployed.Server.SqlAsync($"UPDATE \"{schema}\".\"{table}\" SET \"{column}\" = '{after.Replace("'", "''", StringComparison.Ordinal)}'");

        (await waiting).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().Be($"1 migration applied, up to app {wanted}");
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

    // Paused, it takes connections and answers none: longer than one is waited for.
    [Theory]
    [InlineData("stop", 2)]
    [InlineData("pause", 12)]
    public async Task A_database_that_is_away_for_a_while_is_no_reason_to_go_back(string how, int seconds)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 600");
        await fixture.Lab.DockerAsync(how, deployed.Server.Container);
        var waiting = AwaitAsync(deployed);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(seconds)));
        waiting.IsCompleted.Should().BeFalse();

        await (how == "stop" ? deployed.StartServerAsync() : fixture.Lab.DockerAsync("unpause", deployed.Server.Container));
        await deployed.Server.SqlAsync(Apply);

        (await waiting).Should().BeOfType<StepOutcome.Done>();
        deployed.Log.Should().Contain(line => line.StartsWith("migrations could not be asked for: ", StringComparison.Ordinal));
    }

    // As where the engine is restarted and leaves its containers running: they serve and migrate, and only who asks the engine gets no answer.
    [Fact]
    public async Task An_engine_that_is_away_for_a_while_is_no_reason_to_go_back()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var service = await ServiceAsync(deployed, "sleep 600");
        await using var proxy = new EngineProxy(fixture.Engine.Endpoint.Address);
        using var engine = new DockerEngine(new DockerEndpoint(proxy.Address));
        var told = new List<string>();
        engine.Awaits = (trouble, _) => told.Add(trouble.Message);
        var waiting = deployed.DoAsync(new AwaitMigrationsHandler(engine, TimeProvider.System), Step);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(2)));

        proxy.GoAway();
        await deployed.Server.SqlAsync(Apply);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(6)));
        waiting.IsCompleted.Should().BeFalse();
        proxy.ComeBack();

        (await waiting).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().Be("5 migrations applied, up to engine 0061, organizations 0001, webhooks 0003");
        told.Should().Equal($"Docker Engine at '{proxy.Address}' is not reachable: there is no such socket");
    }

    [Fact]
    public async Task Silence_has_a_limit()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, timeLimit: TimeSpan.FromSeconds(3));
        await using var service = await ServiceAsync(deployed, "sleep 600");

        (await AwaitAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith("Migration engine 0061 is not applied, and no migration was for");
    }

    // Nobody can read a table that is locked, and a look that waits for it would wait as long as whoever holds the lock.
    [Theory]
    [InlineData("django_migrations", "The database was asked last with this result: Table 'django_migrations' of * is locked by session * of user * (program 'psql', *")]
    [InlineData("auth_user", "no migration was for *; others wait for a lock of session * of user * (program 'psql', *")]
    public async Task Silence_behind_a_lock_has_a_limit_and_says_whose_lock_it_is(string table, string told)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, timeLimit: TimeSpan.FromSeconds(3));
        await deployed.Server.SqlAsync("CREATE TABLE IF NOT EXISTS auth_user (id int)");
        await using var service = await ServiceAsync(deployed, "sleep 600");
        var holder = deployed.Server.SqlAsync($"DO $$ BEGIN LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; WHILE NOT EXISTS (SELECT FROM pg_class WHERE relname = 'told') LOOP PERFORM pg_sleep(0.1); END LOOP; END $$");
        while (await deployed.Server.SqlAsync($"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'AccessExclusiveLock'") == "0")
            await Task.Delay(100);
        var waiting = deployed.Server.SqlAsync("SELECT count(*) FROM auth_user");

        (await AwaitAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Match($"*{told}*");

        await deployed.Server.SqlAsync("CREATE TABLE told ()");
        await Task.WhenAll(holder, waiting);
    }

    // The scripts write the words of the process in two parts: the shell that runs them must not be taken for it. A real CVAT does all three.
    [Fact]
    public async Task A_process_that_has_ended_without_its_migrations_is_not_waited_for()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, timeLimit: TimeSpan.FromHours(1));
        var told = new List<string>();
        deployed.OnProgress = progress => told.Add(progress.Activity);
        await using (await ServiceAsync(deployed, "m=migrate; sh -c 'sleep 1; exit 1' manage.py $m; echo no such column; sleep 600"))
        {
            (await AwaitAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be(
                "Migration engine 0061 is not applied: 'manage.py migrate' in service 'cvat_server' has ended before all migrations were applied; its log ends with:\nno such column");
            told.Should().Contain("waiting for migration engine 0061, 1 h 00 min at most without another (2 migrations applied)");
        }

        await using (await ServiceAsync(deployed, "m=migrate; while :; do sh -c 'sleep 0.4; exit 1' manage.py $m; done"))
        {
            (await AwaitAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith(
                "Migration engine 0061 is not applied: 'manage.py migrate' in service 'cvat_server' was started anew 5 times and applied nothing");
        }

        await using (await ServiceAsync(deployed, "sleep 600"))
        {
            var isUp = Substitute.For<IAvailabilityProbe>();
            var waiting = AwaitAsync(deployed, isUp);
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(2)));
            waiting.IsCompleted.Should().BeFalse();

            isUp.AnswersAsync(deployed.Context.Application, deployed.Project, default).ReturnsForAnyArgs(true);
            (await waiting).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith("Migration engine 0061 is not applied: 'manage.py migrate' in service 'cvat_server' has ended");
        }
    }

    private static AwaitMigrations Step => new() { Id = "await-migrations", Service = Name.Of("cvat_server") };

    private async Task<StepOutcome> AwaitAsync(Deployed deployed, IAvailabilityProbe? availability = null)
    {
        var clock = deployed.Context.Options.StartupTimeout > TimeSpan.FromMinutes(10) ? new FastClock() : TimeProvider.System;
        return await deployed.DoAsync(new AwaitMigrationsHandler(fixture.Engine, clock, availability), Step);
    }

    /// <summary>Runs ten times as fast: what is waited for in seconds takes no test that long.</summary>
    private sealed class FastClock : TimeProvider
    {
        public override long GetTimestamp() => base.GetTimestamp() * 10;
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
