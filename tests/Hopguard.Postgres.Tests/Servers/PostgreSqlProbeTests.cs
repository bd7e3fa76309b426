using Hopguard.Engine;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Tests.Servers;

/// <summary>Questions of an application's file to a real server.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class PostgreSqlProbeTests(PostgresFixture fixture)
{
    [Fact]
    public async Task A_query_reads_and_does_nothing_else()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        await deployed.Server.SqlAsync("CREATE TABLE about AS SELECT 7 AS number, 'v1.2.0'::text AS v, null::text AS nothing", "cvat");

        (await QueryAsync("SELECT v, number, nothing FROM about")).Should().BeEquivalentTo(new[] { new[] { "v1.2.0", "7", string.Empty } });
        (await QueryAsync("SELECT v FROM about WHERE number > 7")).Should().BeEmpty();
        await this.Invoking(_ => QueryAsync("SELECT v INTO other FROM about")).Should().ThrowAsync<HopguardException>().WithMessage("PostgreSQL of container '*' does not answer 'SELECT v INTO other FROM about': cannot execute SELECT INTO in a read-only transaction");
        await this.Invoking(_ => QueryAsync("SELECT v FROM nowhere")).Should().ThrowAsync<HopguardException>().WithMessage("*relation \"nowhere\" does not exist");

        Task<IReadOnlyList<IReadOnlyList<string>>> QueryAsync(string sql) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).QueryAsync(deployed.Server.Container, "cvat", sql, CancellationToken.None);
    }

    /// <summary>A server that nobody set anything on has nothing of its own, whatever its image wrote.</summary>
    [Fact]
    public async Task What_was_set_on_a_server_itself_is_told()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        (await OwnAsync()).Should().BeEmpty();

        await deployed.Server.SqlAsync("ALTER SYSTEM SET max_connections = 250", "cvat");
        await deployed.Server.SqlAsync("COPY (SELECT 'work_mem = 12MB') TO PROGRAM 'cat >> \"$PGDATA/postgresql.conf\"'", "cvat");
        await deployed.Server.SqlAsync("COPY (SELECT 'host all all 10.0.0.0/8 reject') TO PROGRAM 'sed -i \"/^host all all all/d\" \"$PGDATA/pg_hba.conf\"; cat >> \"$PGDATA/pg_hba.conf\"'", "cvat");

        (await OwnAsync()).Should().Equal(
            "'max_connections' (ALTER SYSTEM SET max_connections = '250')", "'work_mem' (postgresql.conf: work_mem = '12MB')", "a rule for who may connect (pg_hba.conf: host all all 10.0.0.0/255.0.0.0 reject)",
            "no rule that lets everybody from elsewhere in, which the new server has (pg_hba.conf)");

        Task<IReadOnlyList<string>> OwnAsync() => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).FindOwnSettingsAsync(deployed.Server.Container, CancellationToken.None);
    }

    [Fact]
    public async Task What_an_application_is_asked_may_not_be_there_yet()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        await deployed.Server.SqlAsync("CREATE TABLE file AS SELECT 1 AS data_id, name FROM unnest(ARRAY['a', 'a', 'b', 'c', 'c']) AS name", "cvat");

        (await FindAsync("SELECT name, count(*) FROM file GROUP BY name HAVING count(*) > 1 ORDER BY 1", 20)).Should().BeEquivalentTo(new[] { new[] { "a", "2" }, new[] { "c", "2" } });
        (await FindAsync("SELECT name, count(*) FROM file GROUP BY name HAVING count(*) > 1 ORDER BY 1", 1)).Should().BeEquivalentTo(new[] { new[] { "a", "2" } });
        (await FindAsync("SELECT name FROM file WHERE name > 'x'", 20)).Should().BeEmpty();
        (await FindAsync("SELECT name FROM remote", 20)).Should().BeNull("a later version has the table");
        (await FindAsync("SELECT size FROM file", 20)).Should().BeNull("a later version has the column");
        await this.Invoking(_ => FindAsync("SELECT name FRO file", 20)).Should().ThrowAsync<HopguardException>().WithMessage("*does not answer 'SELECT name FRO file': syntax error*");

        Task<IReadOnlyList<IReadOnlyList<string>>?> FindAsync(string sql, int most) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).FindRowsAsync(deployed.Server.Container, "cvat", sql, most, CancellationToken.None);
    }

    [Fact]
    public async Task The_checks_of_CVATs_releases_are_questions_that_PostgreSQL_understands()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        foreach (var table in Tables)
            await deployed.Server.SqlAsync($"CREATE TABLE {table}", "cvat");

        foreach (var (release, check) in Deployed.Cvat.Releases.SelectMany(release => release.Checks.Select(check => (release, check))))
            (await FindAsync(check)).Should().BeEmpty("nothing is wrong before {0}", release.Version);

        foreach (var row in Wrong)
            await deployed.Server.SqlAsync($"INSERT INTO {row}", "cvat");
        foreach (var (release, check) in Deployed.Cvat.Releases.SelectMany(release => release.Checks.Select(check => (release, check))))
            (await FindAsync(check)).Should().HaveCount(1, "one row or group is wrong before {0}", release.Version);

        Task<IReadOnlyList<IReadOnlyList<string>>?> FindAsync(CrossingCheck check) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).FindRowsAsync(deployed.Server.Container, "cvat", check.Query, 20, CancellationToken.None);
    }

    private static readonly string[] Tables =
    [
        "engine_label (id serial, project_id int, task_id int, parent_id int, name text)",
        "engine_remotefile (id serial, data_id int, file text)",
        "engine_serverfile (id serial, data_id int, file text)",
        "engine_data (id int, storage_method text, storage text, compressed_chunk_type text, original_chunk_type text)",
        "engine_segment (id int, task_id int)",
        "engine_job (id serial, segment_id int, type text)",
        "analytics_report_analyticsreport (id serial, job_id int)",
        "auth_user (id int, password text)",
        "account_emailaddress (id serial, user_id int, email text, verified boolean)",
        "engine_relatedfile (id serial, data_id int, path text)",
    ];

    private static readonly string[] Wrong =
    [
        "engine_label (task_id, name) VALUES (1, 'car'), (1, 'car'), (2, 'car')",
        "engine_serverfile (data_id, file) VALUES (1, 'a.png'), (1, 'a.png'), (2, 'a.png')",
        "engine_remotefile (data_id, file) VALUES (1, 'a.png')",
        "engine_data VALUES (1, 'cache', 'share', 'imageset', 'imageset'), (2, 'file_system', 'local', 'imageset', 'list')",
        "engine_segment VALUES (1, 1), (2, 1), (3, 2)",
        "engine_job (segment_id, type) VALUES (1, 'ground_truth'), (2, 'ground_truth'), (3, 'ground_truth'), (3, 'annotation')",
        "analytics_report_analyticsreport (job_id) VALUES (1)",
        "auth_user VALUES (1, 'pbkdf2'), (2, '!unusable')",
        "account_emailaddress (user_id, email, verified) VALUES (1, 'a@example.org', false), (2, 'A@example.org', false), (2, 'b@example.org', true)",
        "engine_relatedfile (data_id, path) VALUES (1, '/home/django/share/a.png'), (2, '/home/django/data/data/2/raw/a.png'), (2, '/elsewhere/a.png')",
    ];
}
