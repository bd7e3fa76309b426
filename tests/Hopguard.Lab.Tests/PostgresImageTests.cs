namespace Hopguard.Lab.Tests;

[Collection(nameof(LabCollection))]
public sealed class PostgresImageTests(LabFixture lab)
{
    const string Meanwhile = "the tests of dumps and restores, which run on these images";

    [LongTheory(Meanwhile)]
    [InlineData(10)]
    [InlineData(15)]
    public async Task First_start_runs_a_server_on_the_socket_only_and_then_the_real_one(int major)
    {
        await using var server = await LabPostgres.StartAsync(lab.Engine, major);

        var log = await LogsOf(server.Container);

        log.Split("database system is ready to accept connections").Should().HaveCount(3);
        var first = log[..log.IndexOf("PostgreSQL init process complete", StringComparison.Ordinal)];
        first.Should().NotContain("listening on IPv4");
        log[first.Length..].Should().Contain("listening on IPv4 address \"0.0.0.0\"");
    }

    [LongTheory(Meanwhile)]
    [InlineData(10, "10.23")]
    [InlineData(15, "15.")]
    public async Task Server_has_the_version_user_database_and_locale_of_the_official_image(int major, string version)
    {
        await using var server = await LabPostgres.StartAsync(lab.Engine, major);

        var answer = await server.SqlAsync("SELECT current_setting('server_version'), current_user, current_database(), current_setting('lc_collate'), rolsuper FROM pg_roles WHERE rolname = 'root'");
        var owner = await lab.Engine.DockerAsync("exec", server.Container, "stat", "-c", "%u %a", "/var/lib/postgresql/data");

        answer.Should().StartWith(version).And.EndWith("|root|cvat|en_US.utf8|t");
        owner.Should().Be("70 700");
    }

    [LongFact(Meanwhile)]
    public async Task Data_of_another_major_is_refused()
    {
        await using var server = await LabPostgres.StartAsync(lab.Engine, 10);
        await lab.Engine.DockerAsync("stop", server.Container);

        var newer = await lab.Engine.Command("run", "--rm", "--volumes-from", server.Container, "postgres:15-alpine").TryRunAsync();

        newer.ExitCode.Should().Be(1);
        newer.Errors.Should().Contain("database files are incompatible with server").And.Contain("initialized by PostgreSQL version 10");
    }

    [LongFact(Meanwhile)]
    public async Task Neither_password_nor_trust_is_refused()
    {
        var open = await lab.Engine.Command("run", "--rm", "postgres:15-alpine").TryRunAsync();

        open.ExitCode.Should().Be(1);
        open.Errors.Should().Contain("superuser password is not specified");
    }

    [LongTheory(Meanwhile)]
    [InlineData(10, "md5")]
    [InlineData(15, "scram-sha-256")]
    public async Task Password_is_asked_for_over_tcp(int major, string method)
    {
        await using var server = await LabPostgres.StartAsync(lab.Engine, major, "--env", "POSTGRES_HOST_AUTH_METHOD=", "--env", "POSTGRES_PASSWORD=it's a \"secret\"");

        var rules = await lab.Engine.DockerAsync("exec", server.Container, "tail", "-n", "1", "/var/lib/postgresql/data/pg_hba.conf");
        var address = await server.AddressAsync();
        var wrong = await lab.Engine.Command("exec", "--env", "PGPASSWORD=wrong", server.Container, "psql", "-h", address, "-U", "root", "cvat").TryRunAsync();
        var right = await lab.Engine.Command("exec", "--env", "PGPASSWORD=it's a \"secret\"", server.Container, "psql", "-h", address, "-U", "root", "-c", "", "cvat").TryRunAsync();

        rules.Should().Be($"host all all all {method}");
        wrong.Errors.Should().Contain("password authentication failed");
        right.ExitCode.Should().Be(0);
    }

    [LongFact(Meanwhile)]
    public async Task Scripts_of_the_first_start_run_once()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-lab-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        await File.WriteAllTextAsync(Path.Combine(folder, "1.sql"), "CREATE TABLE made AS SELECT 1;");
        await File.WriteAllTextAsync(Path.Combine(folder, "2.sh"), "psql --username \"$POSTGRES_USER\" --dbname \"$POSTGRES_DB\" -c 'INSERT INTO made VALUES (2)'");
        await using var server = await LabPostgres.StartAsync(lab.Engine, 15, "--volume", $"{folder}:/docker-entrypoint-initdb.d:ro");

        await lab.Engine.DockerAsync("restart", server.Container);
        await server.AwaitAsync();

        (await server.SqlAsync("SELECT count(*) FROM made")).Should().Be("2");
        Directory.Delete(folder, recursive: true);
    }

    [LongFact(Meanwhile)]
    public async Task Interrupt_is_the_stop_signal_and_ends_the_server_cleanly()
    {
        await using var server = await LabPostgres.StartAsync(lab.Engine, 10);

        await lab.Engine.DockerAsync("stop", server.Container);

        (await lab.Engine.DockerAsync("inspect", "--format", "{{.Config.StopSignal}} {{.State.ExitCode}}", server.Container)).Should().Be("SIGINT 0");
        (await LogsOf(server.Container)).Should().Contain("received fast shutdown request");
    }

    async Task<string> LogsOf(string container)
    {
        var logs = await lab.Engine.Command("logs", container).TryRunAsync();
        return logs.Output + logs.Errors;
    }
}
