using Hopguard.Containers.Steps;
using Hopguard.Engine.Reports;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Tests.Rollbacks;

/// <summary>The rollback of a hop whose database stays in its volume, and is migrated there by the newer version.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class DumpReturnTests(PostgresFixture fixture)
{
    private const string Migrate = "INSERT INTO django_migrations (app, name) VALUES ('engine', '0061_auto'); ALTER TABLE engine_job DROP COLUMN status; DELETE FROM engine_job WHERE task_id > 1000; DELETE FROM engine_task WHERE id > 1000";

    [Fact]
    public async Task What_was_migrated_goes_aside_and_what_was_dumped_comes_back_with_the_servers_own_settings()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        await AddStatusAsync(deployed);
        await deployed.Server.SqlAsync("ALTER SYSTEM SET work_mem = '7MB'");
        var (hop, before) = (new Hop(fixture, deployed), await deployed.Server.CensusAsync());
        await hop.DumpAsync();
        await hop.BeginTargetAsync();
        await deployed.Server.SqlAsync(Migrate);

        (await hop.UndoDumpAsync()).Should().Be($"store 'database' was restored from copy 'dump', what it held since is kept in volume '{deployed.Aside}'");

        (await deployed.Server.CensusAsync()).Should().Equal(before);
        (await deployed.Server.SqlAsync("SELECT current_setting('work_mem'), current_setting('wal_level'), current_setting('autovacuum')")).Should().Be("7MB|replica|on");
        (await AskAsideAsync(deployed, "SELECT max(id) FROM engine_task")).Should().Be("1000");
        deployed.Context.Memory.IsKept("data of store 'database' from the version that was rolled back").Should().BeTrue();
        (await fixture.Engine.FindVolumeAsync(MadeNames.RollbackVolume(deployed.Context, "database", "dump"), default)).Should().BeNull();

        // The version before is in place, and what it writes is newer than the dump.
        await deployed.Server.SqlAsync("DELETE FROM engine_job WHERE id = 7");
        (await hop.UndoDumpAsync()).Should().Be("store 'database' was restored from copy 'dump' before, and keeps what was written since");
        (await deployed.Server.SqlAsync("SELECT count(*) FROM engine_job")).Should().Be("1203");
    }

    [Fact]
    public async Task Killed_before_and_after_everything_that_it_remembers_it_comes_to_the_same_end()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        var (hop, before) = await MigrateAsync(deployed);

        var kills = new HashSet<string>(StringComparer.Ordinal);
        deployed.OnRemember = (key, text) => Kill($"before {key} {text}");
        deployed.OnRemembered = (key, text) => Kill($"after {key} {text}");
        while (await IsKilledAsync(hop))
            kills.Count.Should().BeLessThan(50);

        kills.Should().HaveCountGreaterThan(10);
        (await deployed.Server.CensusAsync()).Should().Equal(before);
        (await AskAsideAsync(deployed, "SELECT max(id) FROM engine_task")).Should().Be("1000");

        void Kill(string where)
        {
            if (kills.Add(where))
                throw new OperationCanceledException(where);
        }
    }

    [Fact]
    public async Task What_somebody_began_in_the_emptied_volume_is_put_aside_as_well()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        var (hop, before) = await MigrateAsync(deployed);
        deployed.OnRemembered = KillAt("moving-in");
        (await IsKilledAsync(hop)).Should().BeTrue();
        await deployed.StartServerAsync();
        await deployed.Server.SqlAsync("CREATE TABLE begun_anew ()");
        deployed.OnRemembered = null;

        await hop.UndoDumpAsync();

        (await deployed.Server.CensusAsync()).Should().Equal(before);
        (await AskAsideAsync(deployed, "SELECT count(*) FROM begun_anew", "-2")).Should().Be("0");
    }

    [Fact]
    public async Task Transactions_that_changed_nothing_bring_nothing_back()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await hop.BeginTargetAsync();
        await deployed.Server.SqlAsync("SELECT txid_current(); ANALYZE");

        (await hop.UndoDumpAsync()).Should().StartWith("store 'database' holds what it held when it was dumped: 3 tables");

        (await fixture.Engine.FindVolumeAsync(deployed.Aside, default)).Should().BeNull();
    }

    [Fact]
    public async Task What_was_migrated_by_hand_is_not_given_to_the_version_before()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        await AddStatusAsync(deployed);
        var (hop, before) = (new Hop(fixture, deployed), await deployed.Server.CensusAsync());
        await hop.DumpAsync();
        await deployed.StartServerAsync();
        await deployed.Server.SqlAsync(Migrate);

        (await hop.UndoDumpAsync()).Should().StartWith("store 'database' was restored from copy 'dump'");

        (await deployed.Server.CensusAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task A_dump_that_does_not_come_back_moves_nothing_and_is_put_right()
    {
        await using var deployed = await Deployed.StartOnTargetsMajorAsync(fixture, Sample.Small);
        await AddStatusAsync(deployed);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await hop.BeginTargetAsync();
        await deployed.Server.SqlAsync(Migrate);
        var (globals, dumped) = (Path.Combine(hop.Copy.Folder, "globals.sql"), deployed.Context.Evidence.Find<Fingerprint>(Fingerprint.FileName("dump"))!);
        var text = await File.ReadAllTextAsync(globals);
        await File.AppendAllTextAsync(globals, "more");
        await Remedies.LeadsOutAsync(
            () => ThroughRestoreAsync(deployed, hop), "Copy 'dump' cannot be restored: *globals.sql*", "The volume is untouched; restore the copy's file from elsewhere", () => File.WriteAllTextAsync(globals, text));

        deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped with { Databases = new(dumped.Databases.Where(database => database.Key != "cvat").ToDictionary(), StringComparer.Ordinal) });
        await Remedies.LeadsOutAsync(
            () => ThroughRestoreAsync(deployed, hop, "moving-aside"), "Copy 'dump' does not bring back what was dumped: *database cvat*", "Nothing was moved; run the rollback again, which restores the copy anew",
            () => deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped));

        var (restored, image) = (MadeNames.RollbackVolume(deployed.Context, "database", "dump"), Hopguard.Lab.LabImage.Postgres15.Tag);
        Task ShellAsync(string line) => fixture.Lab.DockerAsync("run", "--rm", "--user", "0:0", "--volume", $"{restored}:/to", "--entrypoint", "sh", image, "-c", line);
        await ShellAsync("mv /to/pg_hba.conf /to/kept; mkdir -p /to/pg_hba.conf/pg_hba.conf");
        await Remedies.LeadsOutAsync(
            () => hop.UndoDumpAsync(), $"Settings of the server could not be taken over from volume '{deployed.Aside}': *", $"Look whether volume '{restored}' can be written to, then roll back again",
            () => ShellAsync("rm -r /to/pg_hba.conf; mv /to/kept /to/pg_hba.conf"));

        (await deployed.Server.SqlAsync("SELECT count(*) FROM engine_task")).Should().Be("1204");
    }

    // As far as the first record of a phase, which stands for a kill.
    private static async Task ThroughRestoreAsync(Deployed deployed, Hop hop, string phase = "restoring")
    {
        deployed.OnRemembered = KillAt(phase);
        (await IsKilledAsync(hop)).Should().BeTrue();
        deployed.OnRemembered = null;
    }

    private static Action<string, string> KillAt(string phase) => (_, text) =>
    {
        if (text == phase)
            throw new OperationCanceledException(text);
    };

    private static async Task<bool> IsKilledAsync(Hop hop)
    {
        try
        {
            await hop.UndoDumpAsync();
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>A hop whose target has begun and has migrated what it found, and what the old version held before.</summary>
    private async Task<(Hop Hop, IReadOnlyDictionary<string, string> Before)> MigrateAsync(Deployed deployed)
    {
        await AddStatusAsync(deployed);
        var (hop, before) = (new Hop(fixture, deployed), await deployed.Server.CensusAsync());
        await hop.DumpAsync();
        await hop.BeginTargetAsync();
        await deployed.Server.SqlAsync(Migrate);
        return (hop, before);
    }

    private static Task AddStatusAsync(Deployed deployed) => deployed.Server.SqlAsync("ALTER TABLE engine_job ADD COLUMN IF NOT EXISTS status text DEFAULT 'new'");

    // By a server of its own, as an operator would look at it.
    private async Task<string> AskAsideAsync(Deployed deployed, string sql, string suffix = "") => (await fixture.Lab.DockerAsync(
        "run", "--rm", "--volume", $"{deployed.Aside}{suffix}:/var/lib/postgresql/data", "--user", "70", "--entrypoint", "sh", Hopguard.Lab.LabImage.Postgres15.Tag, "-c",
        $"pg_ctl -D /var/lib/postgresql/data -w -o '-c listen_addresses=' start > /dev/null && psql -XAtU root cvat -c '{sql}'; pg_ctl -D /var/lib/postgresql/data -w stop > /dev/null")).Trim();
}
