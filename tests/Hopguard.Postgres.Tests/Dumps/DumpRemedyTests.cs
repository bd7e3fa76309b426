using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Volumes;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Handlers;
using Hopguard.Postgres.Migrations;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Stopping;
using Npgsql;

namespace Hopguard.Postgres.Tests.Dumps;

/// <summary>A database that is not dumped, and what its refusal says is to be done: with that, the same question is answered and the dump goes through.</summary>
[Collection(nameof(SecondPostgresCollection))]
public sealed class DumpRemedyTests(PostgresFixture fixture)
{
    private const string Unused = "Database 'cvat' of store 'database' records no migration in 'django_migrations', so it is not what the application works with";
    private const string Elsewhere = "Look in the environment of the services for the server and the database that they connect to, and start them on these ones; what lies elsewhere is upgraded by hand";

    [Fact]
    public async Task What_a_dump_would_lose_is_put_right_by_the_command_that_is_named()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await deployed.Server.SqlAsync("ALTER SYSTEM SET max_prepared_transactions = 5");
        await fixture.Lab.DockerAsync("restart", deployed.Server.Container);
        await deployed.Server.AwaitAsync();
        await fixture.Lab.DockerAsync("exec", deployed.Server.Container, "install", "-d", "-o", "70", "/space");
        Task<string>? client = null;
        Func<Task> Maintain(string line) => () => deployed.Server.SqlAsync(line, "postgres");
        Func<Task> Sql(params string[] lines) => async () =>
        {
            foreach (var line in lines)
                await deployed.Server.SqlAsync(line);
        };

        await Remedies.LeadsOutInTurnAsync(
            () => new Hop(fixture, deployed).DumpAsync(),
            (Sql("ALTER TABLE django_migrations RENAME TO migrations"), Unused, Elsewhere, Sql("ALTER TABLE migrations RENAME TO django_migrations")),
            (Maintain("ALTER DATABASE cvat RENAME TO other"), Unused, Elsewhere, Maintain("ALTER DATABASE other RENAME TO cvat")),
            (Sql("CREATE TABLE hidden (a integer) WITH OIDS"), "Table 'public.hidden' of database 'cvat' was made WITH OIDS, which no server from 12 on can hold",
                "ALTER TABLE public.hidden SET WITHOUT OIDS, when nothing reads them", Sql("ALTER TABLE public.hidden SET WITHOUT OIDS")),
            (Sql("ALTER DATABASE postgres ALLOW_CONNECTIONS false"), "Database 'postgres' of store 'database' accepts no connections, so it cannot be copied",
                "ALTER DATABASE \"postgres\" ALLOW_CONNECTIONS true, or drop it", Sql("ALTER DATABASE \"postgres\" ALLOW_CONNECTIONS true")),
            (Sql("CREATE TABLESPACE elsewhere LOCATION '/space'"), "Tablespace 'elsewhere' of store 'database' lies outside the store's volume",
                "Move its tables to the default tablespace and drop it", Sql("DROP TABLESPACE elsewhere")),
            (Sql("BEGIN; SELECT txid_current(); PREPARE TRANSACTION 'left'"), "Prepared transaction 'left' of store 'database' is open, and a dump does not hold what it wrote",
                "COMMIT PREPARED or ROLLBACK PREPARED it", Sql("ROLLBACK PREPARED 'left'")),
            (ConnectAsync, "store 'database' still has clients: root@* of database cvat (psql)*", "Stop the clients of store 'database', whose writes the copy would not hold: root@* of database cvat (psql)*", EndAsync));

        async Task ConnectAsync()
        {
            client = deployed.Server.SqlAsync("SELECT pg_sleep(60)");
            while (await deployed.Server.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'") == "0")
                await Task.Delay(100);
        }

        async Task EndAsync()
        {
            await deployed.Server.SqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");
            await client!.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        }
    }

    [Fact]
    public async Task A_copy_that_is_there_already_or_damaged_makes_room_for_that_of_a_new_run()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        void StartOver() => File.Delete(deployed.Context.Folder.Evidence("dump.copy.json"));

        await File.AppendAllTextAsync(Path.Combine(hop.Copy.Folder, "globals.sql"), "more");
        var evidence = await File.ReadAllTextAsync(deployed.Context.Folder.Evidence("dump.copy.json"));
        (await Remedies.LeadsOutAsync(
            hop.ProbeDumpAsync, "Copy 'dump' was complete and is damaged now: file 'globals.sql' of copy 'dump' has *", "Check the disk it lies on, and start over with a new run", StartOver)).IsDone.Should().BeFalse();

        await File.WriteAllTextAsync(deployed.Context.Folder.Evidence("dump.copy.json"), evidence);
        await Remedies.LeadsOutAsync(() => hop.DumpAsync(), "Copy 'dump' exists already and is never overwritten", "Start over with a new run", StartOver);
    }

    [Fact]
    public async Task A_server_that_cannot_be_asked_is_put_right()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var (name, cluster) = (deployed.Server.Container, await deployed.Server.SqlAsync("SELECT system_identifier FROM pg_control_system()"));
        await deployed.Server.SqlAsync("CREATE ROLE plain LOGIN");
        Task<ServerContainer> FindAsync() => ServerContainer.FindAsync(fixture.Engine, name, "store 'database'", CancellationToken.None);
        var good = (await FindAsync()).Endpoint.In("cvat");
        async Task OpenAsync(PostgreSqlEndpoint endpoint) => await (await PinnedSession.OpenOnceAsync(endpoint, CancellationToken.None)).DisposeAsync();

        var endpoint = good with { User = "nobody" };
        await Remedies.LeadsOutAsync(() => OpenAsync(endpoint), "PostgreSQL of store 'database' at * refuses user 'nobody' in database 'cvat': *", "Check POSTGRES_USER and POSTGRES_PASSWORD of its container", () => endpoint = good);
        endpoint = good with { Port = 9 };
        await Remedies.LeadsOutAsync(
            () => OpenAsync(endpoint), "PostgreSQL of store 'database' at * cannot be reached: *", "Run Hopguard on the engine's own host, where the addresses of containers can be reached", () => endpoint = good);
        endpoint = good with { User = "plain" };
        await Remedies.LeadsOutAsync(
            () => FingerprintReader.ListDatabasesAsync(endpoint, CancellationToken.None), "User 'plain' of store 'database' is no superuser, so it cannot read all of it", "Name a superuser", () => endpoint = good);

        var asked = "1";
        await Remedies.LeadsOutAsync(
            () => new MigrationTableReader(good, new MigrationTable("database", "cvat", "django_migrations", "app", "name"), asked).ReadAsync(CancellationToken.None),
            "The server that answers at * is not that of store 'database' (cluster 1)", "Look whether the engine was restarted", () => asked = cluster);

        await fixture.Lab.DockerAsync("network", "disconnect", "bridge", name);
        await Remedies.LeadsOutAsync(
            FindAsync, $"Container '{name}' of store 'database' has no address on any network", "Give its service a network of the engine: 'network_mode: host' and 'none' are not supported",
            () => fixture.Lab.DockerAsync("network", "connect", "bridge", name));
        await fixture.Lab.DockerAsync("stop", name);
        await Remedies.LeadsOutAsync(FindAsync, $"Container '{name}' of store 'database' is exited", $"Look at 'docker logs {name}', then start it", deployed.StartServerAsync);
    }

    [Fact]
    public async Task A_writer_that_nobody_expects_is_ended()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var endpoint = (await ServerContainer.FindAsync(fixture.Engine, deployed.Server.Container, "store 'database'", CancellationToken.None)).Endpoint;
        await using var writer = await BeginWritingAsync(endpoint);
        await deployed.Server.SqlAsync("SELECT txid_current()");

        await Remedies.LeadsOutAsync(
            () => TransactionMark.TakeAsync(endpoint, new Leaping(), CancellationToken.None), "store 'database' is written to, though nobody may", "Find out which connection writes, end it, then run the same command again",
            () => writer.ExecuteAsync("ROLLBACK", CancellationToken.None));
    }

    // A machine under load: a minute passes at every look.
    [Fact]
    public async Task A_transaction_that_ends_by_itself_is_waited_for_however_slow_the_server_is()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var endpoint = (await ServerContainer.FindAsync(fixture.Engine, deployed.Server.Container, "store 'database'", CancellationToken.None)).Endpoint;
        await using var writer = await BeginWritingAsync(endpoint);

        var taken = TransactionMark.TakeAsync(endpoint, new Leaping(), CancellationToken.None);
        await Task.WhenAny(taken, Task.Delay(TimeSpan.FromSeconds(1)));
        taken.IsCompleted.Should().BeFalse("one is under way, though none that began later is over");
        await deployed.Server.SqlAsync("SELECT txid_current()");
        var atLeast = await NextTransactionAsync();
        await writer.ExecuteAsync("ROLLBACK", CancellationToken.None);

        // The server's own clean-up takes numbers, too.
        (await taken).NextTransaction.Should().BeInRange(atLeast, await NextTransactionAsync());

        async Task<ulong> NextTransactionAsync() =>
            ulong.Parse(await deployed.Server.SqlAsync("SELECT txid_snapshot_xmax(txid_current_snapshot())"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_server_that_is_another_or_is_written_to_again_and_again_is_asked_anew()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        ToolResult? control = null;
        var engine = Forwarding.Of(fixture.Engine, spec => spec.Owner.Role == "control" ? control : null);
        var handler = new DumpDatabaseHandler(engine, deployed.Compose, new VolumeContents(fixture.Engine), new Freshness(fixture.Engine, []), TimeProvider.System);
        var cluster = ulong.Parse(await deployed.Server.SqlAsync("SELECT system_identifier FROM pg_control_system()"), System.Globalization.CultureInfo.InvariantCulture);

        await Remedies.LeadsOutInTurnAsync(
            () => deployed.DoAsync(handler, Hop.Dump),
            (() => Answer(new ToolResult(1, string.Empty, "No such file")), $"Volume '{deployed.Server.Container}' holds no cluster of PostgreSQL that could be read: No such file", "Look at what it holds, then start over", WakeAsync),
            (() => Answer(new ToolResult(0, Control(1), string.Empty)), "The server that was dumped (cluster *) is not that of container '*' (cluster 1 in '*')", "Run the same command again: it asks the engine anew where the server is", WakeAsync),
            (() => Answer(new ToolResult(0, Control(cluster), string.Empty)), "store 'database' is written to again and again while it is to be stopped", "Find out who writes to it, then run the same command again", WakeAsync));

        Task Answer(ToolResult answer)
        {
            control = answer;
            return Task.CompletedTask;
        }

        Task WakeAsync()
        {
            control = null;
            return deployed.StartServerAsync();
        }
    }

    // As the file of a server that was not shut down begins.
    private static string Control(ulong cluster)
    {
        var bytes = new byte[ControlFile.Length];
        BitConverter.TryWriteBytes(bytes, cluster);
        BitConverter.TryWriteBytes(bytes.AsSpan(8), 1002);
        return string.Join(' ', bytes.Select(one => one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    // A minute is over at every look.
    private static async Task<NpgsqlConnection> BeginWritingAsync(PostgreSqlEndpoint endpoint)
    {
        var writer = new NpgsqlConnection(endpoint.In("cvat").ConnectionString);
        await writer.OpenAsync();
        await writer.ExecuteAsync("BEGIN; SELECT txid_current()", CancellationToken.None);
        return writer;
    }

    private sealed class Leaping : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ++_looks * TimeSpan.TicksPerMinute * 2;
    }
}
