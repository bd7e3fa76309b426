using Hopguard.Containers.Projects;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Handlers;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Tests.Externals;

/// <summary>A database on a server outside of the project, whose role owns it and is no superuser.</summary>
[Collection(nameof(SecondPostgresCollection))]
public sealed class ExternalDatabaseTests(PostgresFixture fixture)
{
    private const string IsOpen = "SELECT datallowconn FROM pg_database WHERE datname = 'cvat'";
    private const string Migrate = "INSERT INTO django_migrations (app, name) VALUES ('engine', '0061_auto'); DELETE FROM engine_job WHERE task_id > 1000";
    private const string Grant = "of store 'database', which lies in the external database 'cvat',";

    [Fact]
    public async Task What_the_role_lacks_is_told_before_the_outage_and_put_right_by_what_is_named()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        await deployed.GoOutsideAsync();
        var handler = (IStepHandler)HandlerOf(deployed);
        var left = $"cvat_rehearsed_{StateIdentity.Ensure(deployed.Context.Options.StateFolder!)[..12]}";
        foreach (var database in new[] { left, "cvat_rehearsed_elsewhere" })
            await deployed.Server.SqlAsync($"CREATE DATABASE {database} OWNER keeper", "postgres");
        await Lacks("ALTER DATABASE cvat OWNER TO root", $"User 'keeper' {Grant} does not own the database", "ALTER DATABASE \"cvat\" OWNER TO \"keeper\"");
        await Lacks("ALTER TABLE engine_job OWNER TO root", $"User 'keeper' {Grant} does not own public.engine_job", "ALTER TABLE public.engine_job OWNER TO \"keeper\"");
        await Lacks("ALTER TABLE engine_job FORCE ROW LEVEL SECURITY", $"User 'keeper' {Grant} does not see every row of public.engine_job", "ALTER TABLE public.engine_job NO FORCE ROW LEVEL SECURITY");
        await Lacks("SELECT lo_from_bytea(7, 'x'); ALTER LARGE OBJECT 7 OWNER TO keeper", $"User 'keeper' {Grant} cannot read large objects", "GRANT pg_read_all_data TO \"keeper\"");
        await Lacks(
            "ALTER ROLE keeper NOCREATEDB", "User 'keeper' of store 'database' may make no database, which a rollback has to restore the external database 'cvat' into", "ALTER ROLE \"keeper\" CREATEDB");
        await Lacks(
            "ALTER FUNCTION two_lines() OWNER TO root", "database 'cvat' of *:5432 could not be brought back as user 'keeper' after an upgrade: Rehearsal of the rollback failed*",
            "Let the server's administrator give 'keeper' the right to do that, or do the upgrade with the database in the project", "ALTER FUNCTION two_lines() OWNER TO keeper");
        await Lacks(
            "CREATE ROLE auditor; GRANT CONNECT ON DATABASE cvat TO auditor WITH GRANT OPTION; SET ROLE auditor; GRANT CONNECT ON DATABASE cvat TO pg_monitor",
            "database 'cvat' of *:5432 could not be brought back as user 'keeper' after an upgrade: grant database cvat_rehearsed_* to pg_monitor * has 'CONNECT' 'by keeper' instead of 'by auditor'",
            "Let the server's administrator give 'keeper' the right to do that, or do the upgrade with the database in the project", "REVOKE CONNECT ON DATABASE cvat FROM auditor CASCADE");

        const string rehearsed = "SELECT string_agg(datname, ', ') FROM pg_database WHERE datname LIKE 'cvat_%'";
        (await deployed.Server.SqlAsync(rehearsed)).Should().Be("cvat_rehearsed_elsewhere", "what was rehearsed is gone, and what a run of this deployment left that was killed, and nobody else's");
        await deployed.Server.SqlAsync($"CREATE DATABASE {left} OWNER keeper", "postgres");
        deployed.BeginStep(Deployed.Backup);
        (await handler.ForeseeAsync(Hop.Dump, deployed.Context, CancellationToken.None)).Should().BeEmpty();
        (await deployed.Server.SqlAsync(rehearsed)).Should().Be("cvat_rehearsed_elsewhere");

        async Task Lacks(string taken, string refusal, string remedy, string? typed = null)
        {
            await deployed.Server.SqlAsync(taken);
            await Remedies.LeadsOutAsync(
                async () =>
                {
                    var found = await handler.ForeseeAsync(Hop.Dump, deployed.Context, CancellationToken.None);
                    return found.Count == 0 ? new StepOutcome.Done(string.Empty) : (StepOutcome)new StepOutcome.Failed(found[0][..found[0].LastIndexOf(" (", StringComparison.Ordinal)], found[0][(found[0].LastIndexOf(" (", StringComparison.Ordinal) + 2)..^1]);
                },
                refusal, remedy, () => deployed.Server.SqlAsync(typed ?? remedy));
        }
    }

    [Fact]
    public async Task A_server_that_cannot_be_worked_with_is_put_right()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        await deployed.GoOutsideAsync();
        var (servers, store) = (ServersOf(deployed), ExternalStores.Find(deployed.Context, "database")!);
        Task<int> AskAsync() => servers.ReadMajorAsync(store, CancellationToken.None);

        await deployed.Server.SqlAsync("ALTER ROLE keeper NOLOGIN");
        await Remedies.LeadsOutAsync(
            AskAsync, "The external server of store 'database' at * refuses user 'keeper' in database 'cvat': *",
            "Let this host in as 'keeper' with the password that the services have; where they have it from a place that this host cannot read, export CVAT_POSTGRES_PASSWORD, or write it into '.env'",
            () => deployed.Server.SqlAsync("ALTER ROLE keeper LOGIN"));

        await deployed.Server.SqlAsync("ALTER ROLE keeper PASSWORD 'geheim'; COPY (SELECT 'local all all trust' UNION ALL SELECT 'host all root all trust' UNION ALL SELECT 'host all all all scram-sha-256') TO '/var/lib/postgresql/data/pg_hba.conf'; SELECT pg_reload_conf()");
        await Remedies.LeadsOutAsync(
            AskAsync, "The external server of store 'database' at * wants a password of user 'keeper', and that of the services cannot be read on this host: *",
            "Export CVAT_POSTGRES_PASSWORD, write it into '.env', or let this user read the file that the services have it from", () => (deployed.Exported["CVAT_POSTGRES_PASSWORD"], servers) = ("geheim", ServersOf(deployed)));

        await deployed.Server.SqlAsync("ALTER DATABASE cvat ALLOW_CONNECTIONS false", "postgres");
        await Remedies.LeadsOutAsync(
            () => servers.FindRowsAsync(store, "SELECT 1", 1, CancellationToken.None), "Database 'cvat' of the external server of store 'database' at * accepts no connections",
            "Go on with the run that closed it, or roll it back; is its state folder lost for good, then let the owner type in database 'postgres': ALTER DATABASE \"cvat\" ALLOW_CONNECTIONS true",
            () => deployed.Server.SqlAsync("SET ROLE keeper; ALTER DATABASE \"cvat\" ALLOW_CONNECTIONS true", "postgres"));

        var reached = store;
        store = store with { Server = store.Server with { Port = 5433 } };
        await Remedies.LeadsOutAsync(
            () => servers.FindRowsAsync(store, "SELECT 1", 1, CancellationToken.None), "The external server of store 'database' at * cannot be reached: *", "Run Hopguard on the engine's own host, and let that one through to the server", () => store = reached);

        await deployed.Server.SqlAsync("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
        await Remedies.LeadsOutAsync(
            () => deployed.DoAsync(HandlerOf(deployed), Hop.Dump), "User 'keeper' may connect to no other database of the server of store 'database', from which this one could be kept closed: *",
            "GRANT CONNECT ON DATABASE postgres TO \"keeper\", and let him in there in pg_hba.conf", () => deployed.Server.SqlAsync("GRANT CONNECT ON DATABASE postgres TO keeper"));
        (await deployed.Server.SqlAsync(IsOpen, "postgres")).Should().Be("f");
        (await AskAsync()).Should().Be(15, "its server is asked beside it while it is closed");
    }

    [Fact]
    public async Task Who_writes_meanwhile_is_found_and_the_copy_is_taken_anew()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        await deployed.GoOutsideAsync();
        var handler = HandlerOf(deployed);
        Task<StepOutcome> DumpAsync() => deployed.DoAsync(handler, Hop.Dump);

        var client = deployed.Server.SqlAsync("SELECT pg_sleep(60)");
        await AwaitSessionsAsync(deployed, 1);
        await Remedies.LeadsOutAsync(
            async () => await ((IStepHandler)handler).GuardAsync(Hop.Dump, deployed.Context, CancellationToken.None) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            "database 'cvat' of * still has clients: root@*", "Stop the clients of database 'cvat' of *, whose writes the copy would not hold: root@*", () => EndAsync(deployed, client));

        client = deployed.Server.SqlAsync("BEGIN; LOCK TABLE engine_job IN ROW EXCLUSIVE MODE; SELECT pg_sleep(60)");
        await AwaitSessionsAsync(deployed, 1);
        await Remedies.LeadsOutAsync(
            () => TableLocksAsync(deployed), "Tables of store 'database' cannot be locked against late writers, since somebody else holds a lock",
            "Look at pg_locks of database 'cvat' for who does, end that session, then run the same command again", () => EndAsync(deployed, client));

        deployed.OnProgress = _ =>
        {
            deployed.OnProgress = null;
            deployed.Meddle("SET ROLE keeper; CREATE TABLE late ()");
        };
        await Remedies.LeadsOutAsync(
            DumpAsync, "store 'database' was written to after its dump began: *late*",
            "Find out who writes to database 'cvat' of *, end that connection and run the same command again: it takes the copy anew, with what was written", () => deployed.OnProgress = null);
        (await deployed.Server.SqlAsync(IsOpen, "postgres")).Should().Be("f", "it is dumped now");

        var proof = new UnchangedServer(fixture.Engine, ServersOf(deployed));
        (await proof.FindChangeAsync(deployed.Context.Evidence.Copy("dump"), deployed.Context, CancellationToken.None)).Should().BeNull();
        await deployed.Server.SqlAsync("ALTER DATABASE cvat ALLOW_CONNECTIONS true; ALTER DATABASE cvat ALLOW_CONNECTIONS false", "postgres");
        (await proof.FindChangeAsync(deployed.Context.Evidence.Copy("dump"), deployed.Context, CancellationToken.None)).Should().EndWith("was opened again after copy 'dump' was taken, and may have been written to");
    }

    [Fact]
    public async Task What_does_not_come_back_moves_nothing_and_is_put_right()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        await deployed.GoOutsideAsync();
        var handler = HandlerOf(deployed);
        (await deployed.DoAsync(handler, Hop.Dump)).Should().BeOfType<StepOutcome.Done>();
        deployed.Context.Evidence.Save(UnchangedEvidence.FileName("dump"), new UnchangedEvidence("dump", "start-services", TimeProvider.System.GetUtcNow()));
        await ServersOf(deployed).OpenAsync(ExternalStores.Find(deployed.Context, "database")!, Hop.Dump, deployed.Context, CancellationToken.None);
        await deployed.Server.SqlAsync(Migrate);
        Task<string> UndoAsync() => ((IStepHandler)handler).UndoAsync(Hop.Dump, deployed.Context, CancellationToken.None);

        var (globals, dumped) = (Path.Combine(deployed.Context.Evidence.Copy("dump").Folder, "globals.sql"), deployed.Context.Evidence.Find<Fingerprint>(Fingerprint.FileName("dump"))!);
        deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped with { Server = dumped.Server with { SystemIdentifier = "1" } });
        deployed.OnRemember = (_, _) => throw new OperationCanceledException();
        await Remedies.LeadsOutAsync(
            () => ToKillAsync(UndoAsync), "At '*' is another server than the one of database 'cvat' of * that was dumped as copy 'dump'", "Let '*' lead to that server again, then run the same command again",
            () => deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped));
        deployed.OnRemember = null;

        var text = await File.ReadAllTextAsync(globals);
        await File.AppendAllTextAsync(globals, "more");
        deployed.OnRemembered = (_, _) => throw new OperationCanceledException();
        await Remedies.LeadsOutAsync(
            () => ToKillAsync(UndoAsync), "Copy 'dump' cannot be restored: *globals.sql*", "The database is untouched; restore the copy's file from elsewhere", () => File.WriteAllTextAsync(globals, text));

        deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped with { Server = dumped.Server, Databases = new(StringComparer.Ordinal) { ["cvat"] = dumped.Databases["cvat"] with { Sequences = [], Tables = new(dumped.Databases["cvat"].Tables.ToDictionary(table => table.Key, _ => RowDigest.Empty), StringComparer.Ordinal) } } });
        await Remedies.LeadsOutAsync(
            () => ToKillAsync(UndoAsync), "Copy 'dump' does not bring back what was dumped: *", "Nothing was moved; run the rollback again, which restores the copy anew",
            () => deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped));

        // A tool that was killed leaves sessions that do not notice, and somebody may take what was restored for rubbish.
        deployed.OnRemembered = (_, phase) => _ = phase == "swapping" ? throw new OperationCanceledException() : phase;
        var left = fixture.Lab.DockerAsync("exec", deployed.Server.Container, "psql", "--host=127.0.0.1", "--username=keeper", "--dbname=cvat_restored_run1", "--command=SELECT pg_sleep(60)");
        await AwaitSessionsAsync(deployed, 1);
        (await ToKillAsync(UndoAsync)).Should().Be("killed");
        await left.ContinueWith(_ => { }, TaskScheduler.Default);
        await deployed.Server.SqlAsync("DROP DATABASE cvat_restored_run1", "postgres");
        deployed.OnRemembered = null;

        await deployed.Server.SqlAsync("ALTER DATABASE cvat ALLOW_CONNECTIONS true", "postgres");
        var client = deployed.Server.SqlAsync("SELECT pg_sleep(60)");
        await AwaitSessionsAsync(deployed, 1);
        await Remedies.LeadsOutAsync(
            UndoAsync, "database 'cvat' of * still has clients, so the copy cannot take its place: root@*", "End the connections to database 'cvat' of *: root@*", () => EndAsync(deployed, client));

        (await deployed.Server.SqlAsync("SELECT count(*) FROM engine_job")).Should().Be("1204");
        (await deployed.Server.SqlAsync("SELECT count(*) FROM engine_job", "cvat_abandoned_run1")).Should().Be("1000");
    }

    private static async Task<string> ToKillAsync(Func<Task<string>> undo)
    {
        try
        {
            return await undo();
        }
        catch (OperationCanceledException)
        {
            return "killed";
        }
    }

    private ExternalServers ServersOf(Deployed deployed) => deployed.ServersOf(fixture.Engine);

    private DumpDatabaseHandler HandlerOf(Deployed deployed) => deployed.DumpHandlerOf(fixture.Engine);

    private async Task<bool> TableLocksAsync(Deployed deployed)
    {
        await using var locks = await TableLocks.TakeAsync(await ServersOf(deployed).EndpointAsync(ExternalStores.Find(deployed.Context, "database")!, CancellationToken.None), CancellationToken.None);
        return true;
    }

    private static async Task AwaitSessionsAsync(Deployed deployed, int count)
    {
        while (await deployed.Server.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()", "postgres") != $"{count}")
            await Task.Delay(50);
    }

    private static async Task EndAsync(Deployed deployed, Task client)
    {
        await deployed.Server.SqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()", "postgres");
        await client.ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
