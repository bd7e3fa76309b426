using System.Globalization;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Tests;

[Collection(nameof(SecondPostgresCollection))]
public sealed class DumpTests(PostgresFixture fixture)
{
    private const UnixFileMode OthersMay = (UnixFileMode)0x3F;

    [Fact]
    public async Task A_dump_is_whole_owner_only_hashed_and_has_its_fingerprint()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        var size = long.Parse(await deployed.Server.SqlAsync("SELECT pg_database_size(current_database())"), CultureInfo.InvariantCulture);

        var outcome = await hop.DumpAsync();

        outcome.Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().Contain("3 tables, 2 410 rows");
        hop.Copy.Files.Select(file => file.Path).Should().Contain(["globals.sql", "manifest.json", "database-1/toc.dat", "database-1.list"]).And.NotContain(".hopguard-token");
        Directory.GetFiles(hop.Copy.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("manifest.json", StringComparison.Ordinal))
            .Should().OnlyContain(file => (File.GetUnixFileMode(file) & OthersMay) == UnixFileMode.None);
        DumpManifest.Load(hop.Copy.Folder).Size.Should().BeInRange(size - 1_000_000, size + 1_000_000, "what its restore is measured by: those that hold nothing of their own are not in the dump");
        Directory.Exists(deployed.Context.Folder.PartialCopy("dump")).Should().BeFalse();
        (await hop.ProbeDumpAsync()).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_finished_copy_is_never_overwritten()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        var before = hop.Copy;
        await deployed.StartServerAsync();
        await deployed.Server.SqlAsync("DELETE FROM engine_job");

        var outcome = await hop.DumpAsync();

        outcome.Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be("Copy 'dump' exists already and is never overwritten");
        (await EvidenceStore.RecheckAsync(before, deployed.Context.Progress, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_second_dump_of_a_store_starts_the_server_that_the_first_has_stopped_and_both_hold_what_it_holds()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var second = Hop.Dump with { Id = "dump-database-2", As = Name.Of("second") };
        var plan = deployed.Context.Plan with { Steps = [Hop.Dump, second] };
        var hop = new Hop(fixture, deployed);
        deployed.BeginStep(plan);
        await hop.DumpAsync();
        deployed.BeginStep(plan);

        (await hop.DumpAsync(second)).Should().BeOfType<StepOutcome.Done>();

        foreach (var copy in new[] { "dump", "second" })
            (await new UnchangedServer(fixture.Engine).FindChangeAsync(deployed.Context.Evidence.Copy(copy), deployed.Context, default)).Should().BeNull(copy);
    }

    [Theory]
    [InlineData("dump")]
    [InlineData(".dump.partial")]
    public async Task What_a_killed_attempt_left_is_dropped(string folder)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var leftover = Path.Combine(deployed.Context.Folder.Path, "copies", folder);
        Directory.CreateDirectory(leftover);
        await File.WriteAllTextAsync(Path.Combine(leftover, "toc.dat"), "half");

        var hop = new Hop(fixture, deployed);
        (await hop.ProbeDumpAsync()).IsDone.Should().BeFalse();
        (await hop.DumpAsync()).Should().BeOfType<StepOutcome.Done>();

        hop.Copy.Files.Select(file => file.Path).Should().NotContain("toc.dat");
    }

    [Fact]
    public async Task A_client_that_leaves_in_a_moment_does_not_stop_the_dump()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var client = fixture.Lab.Command("exec", deployed.Server.Container, "psql", "-U", "root", "-d", "cvat", "-c", "SELECT pg_sleep(1.5)").TryRunAsync();
        while (await deployed.Server.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'") == "0")
            await Task.Delay(100);

        (await new Hop(fixture, deployed).DumpAsync()).Should().BeOfType<StepOutcome.Done>();
        await client;
    }

    [Fact]
    public async Task A_connected_client_stops_the_dump()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var client = fixture.Lab.Command("exec", deployed.Server.Container, "psql", "-U", "root", "-d", "cvat", "-c", "SELECT pg_sleep(60)").TryRunAsync();
        while (await deployed.Server.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'") == "0")
            await Task.Delay(100);

        var outcome = await new Hop(fixture, deployed).DumpAsync();

        outcome.Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith("store 'database' still has clients: root@local of database cvat (psql)");
        await deployed.Server.SqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");
        await client;
    }

    [Theory]
    [InlineData("CREATE TABLE hidden (a integer) WITH OIDS", "Table 'public.hidden' of database 'cvat' was made WITH OIDS, which no server from 12 on can hold")]
    [InlineData("ALTER DATABASE postgres ALLOW_CONNECTIONS false", "Database 'postgres' of store 'database' accepts no connections, so it cannot be copied")]
    public async Task What_a_dump_would_lose_is_refused_before_it_begins(string sql, string what)
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await deployed.Server.SqlAsync(sql);

        var trouble = await TroubleOfAsync(() => new Hop(fixture, deployed).DumpAsync());

        trouble.Should().Be(what);
        Directory.GetDirectories(Path.Combine(deployed.Context.Folder.Path, "copies")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_tablespace_outside_the_volume_is_refused()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await fixture.Lab.DockerAsync("exec", deployed.Server.Container, "install", "-d", "-o", "70", "/space");
        await deployed.Server.SqlAsync("CREATE TABLESPACE elsewhere LOCATION '/space'");

        var outcome = await new Hop(fixture, deployed).DumpAsync();

        outcome.Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be("Tablespace 'elsewhere' of store 'database' lies outside the store's volume");
    }

    [Fact]
    public async Task A_rolled_back_store_that_holds_what_it_held_is_said_to()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        (await hop.UndoDumpAsync()).Should().Contain("nothing to compare");
        await hop.DumpAsync();

        (await hop.UndoDumpAsync()).Should().StartWith("store 'database' holds what it held when it was dumped: 3 tables");
    }

    [Fact]
    public async Task A_store_in_whose_place_another_cluster_lies_is_an_error_with_a_way_out()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        var dumped = deployed.Context.Evidence.Find<Fingerprint>(Fingerprint.FileName("dump"))!;
        deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped with { Server = dumped.Server with { SystemIdentifier = "1" } });
        await deployed.StartServerAsync();
        var rows = await deployed.Server.SqlAsync("DELETE FROM engine_job RETURNING *");

        var undone = await Remedies.LeadsOutAsync(
            () => hop.UndoDumpAsync(),
            $"Store 'database' in volume '{deployed.Server.Container}' is another cluster (*) than the one that was dumped (1), and holds something else: *engine_job*",
            $"Put the data of the dumped cluster back into that volume, or restore its dump '{hop.Copy.Folder}' into an empty one as 'Restoring by hand' in docs/operating.md shows, then repeat the rollback",
            () => deployed.Server.SqlAsync(string.Join(";", rows.Split('\n').Select(row => $"INSERT INTO engine_job VALUES ('{row.Replace("|", "','")}')"))));

        undone.Should().StartWith("store 'database' holds what it held when it was dumped");
    }

    // What docs/operating.md tells to type where the volume of the version before is lost.
    [Fact]
    public async Task A_dump_that_was_restored_by_hand_into_a_new_cluster_is_the_store_again()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        var server = deployed.Server.Container;
        await fixture.Lab.DockerAsync("run", "--rm", "--volume", $"{server}:/data", "hopguard-lab/base", "find", "/data", "-mindepth", "1", "-delete");
        await deployed.StartServerAsync();

        async Task ToolAsync(params string[] arguments) => await fixture.Lab.DockerAsync(
            ["run", "--rm", "--network", $"container:{server}", "--volume", $"{hop.Copy.Folder}:/dump:ro", "--entrypoint", arguments[0], LabImage.Postgres15.Tag, "--host=127.0.0.1", "--username=root", .. arguments[1..]]);
        await ToolAsync("psql", "--dbname=postgres", "--quiet", "--file=/dump/globals.sql");
        await ToolAsync("pg_restore", "--dbname=cvat", "--clean", "--if-exists", "--exit-on-error", "/dump/database-1");

        (await hop.UndoDumpAsync()).Should().StartWith("store 'database' holds what it held when it was dumped");
    }

    private static async Task<string?> TroubleOfAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return (await action() as StepOutcome.Failed)?.What;
        }
        catch (HopguardException trouble)
        {
            return trouble.Message;
        }
    }
}
