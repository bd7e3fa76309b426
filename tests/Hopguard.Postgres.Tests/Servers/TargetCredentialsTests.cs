using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Servers;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Postgres.Tests.Servers;

/// <summary>What the target's service says of user, password and database, held against the server that runs.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class TargetCredentialsTests(PostgresFixture fixture)
{
    private static readonly ServerVariables Told = new() { Host = Name.Of("DB_HOST"), Database = Name.Of("DB_NAME"), User = Name.Of("DB_USER"), Password = Name.Of("DB_PASSWORD") };

    [Fact]
    public async Task Whatever_the_new_server_would_not_know_is_told_while_the_old_one_runs()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        await deployed.Server.SqlAsync("""
            ALTER ROLE root PASSWORD 'it''s secret';
            CREATE ROLE reader LOGIN;
            SET password_encryption = 'scram-sha-256'; CREATE ROLE other SUPERUSER LOGIN PASSWORD 'häufig'; CREATE ROLE silent SUPERUSER LOGIN
            """);

        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_DB", "cvat"), ("POSTGRES_HOST_AUTH_METHOD", "trust"))).Should().BeEmpty();
        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_DB", "cvat"), ("POSTGRES_PASSWORD", "it's secret"))).Should().BeEmpty("its MD5 hash is known");
        (await AskAsync(("POSTGRES_USER", "other"), ("POSTGRES_DB", "cvat"), ("POSTGRES_PASSWORD", "häufig"))).Should().BeEmpty("its SCRAM keys are known");
        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_DB", "cvat"), ("POSTGRES_PASSWORD", "wrong secret"))).Should().ContainSingle()
            .Which.Should().StartWith("service 'cvat_db' of the target has another password for user 'root' than the running server").And.NotContain("wrong secret");
        (await AskAsync(("POSTGRES_USER", "other"), ("POSTGRES_DB", "cvat"), ("POSTGRES_PASSWORD", "Häufig"))).Should().ContainSingle().Which.Should().Contain("another password for user 'other'");
        (await AskAsync(("POSTGRES_USER", "silent"), ("POSTGRES_DB", "cvat"), ("POSTGRES_PASSWORD", "x"))).Should().ContainSingle().Which.Should().Contain("another password for user 'silent'");
        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_DB", "cvat"))).Should().ContainSingle().Which.Should().Contain("has no password for user 'root'");
        (await AskAsync(("POSTGRES_USER", "reader"), ("POSTGRES_DB", "cvat"), ("POSTGRES_HOST_AUTH_METHOD", "trust"))).Should().ContainSingle().Which.Should().Contain("user 'reader', which is no superuser");
        (await AskAsync(("POSTGRES_USER", "cvat"), ("POSTGRES_HOST_AUTH_METHOD", "trust"))).Should().ContainSingle().Which.Should().Contain("user 'cvat', which the running server does not have");
        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_HOST_AUTH_METHOD", "trust"))).Should().ContainSingle().Which.Should().Contain("database 'root', which the running server does not have");
        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_DB", "cvat"), ("POSTGRES_PASSWORD", "it's secret"), ("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256"))).Should().ContainSingle()
            .Which.Should().Contain("user 'root' has an MD5 one");
        (await AskAsync(("POSTGRES_USER", "other"), ("POSTGRES_DB", "cvat"), ("POSTGRES_PASSWORD", "häufig"), ("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256"))).Should().BeEmpty();
        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_PASSWORD_FILE", "/run/secrets/p"))).Should().ContainSingle().Which.Should().Contain("'POSTGRES_PASSWORD_FILE' from a file that cannot be read on this host");

        (await RefusedAsync("trust", ("other", "häufig", "cvat"), ("root", "it's secret", null), ("reader", null, "cvat"))).Should().BeEmpty();
        (await RefusedAsync("", ("other", "häufig", "cvat"), ("root", "it's secret", null), ("reader", null, "cvat"))).Should().BeEmpty();
        (await RefusedAsync("trust", ("other", "new secret", "cvat"))).Should().BeEmpty("nobody is asked for a password");
        (await RefusedAsync(null, ("other", "new secret", "cvat"))).Should().BeEmpty("the data folder is kept, and its rules ask nobody for one");
        (await RefusedAsync("", ("other", "new secret", "cvat"), ("other", "new secret", "cvat"))).Should().Equal(
            "service 'cvat_server' of the target has another password for user 'other' of store 'database' than the running server (set 'DB_PASSWORD' to the one that holds, or 'ALTER ROLE' on the running server to the new one)");
        (await RefusedAsync("trust", ("nobody", null, "cvat"))).Should().Equal("service 'cvat_server' of the target logs in to store 'database' as user 'nobody', which the running server does not have (set 'DB_USER' to the one that it has)");
        (await RefusedAsync("trust", ("pg_monitor", null, "cvat"))).Should().Equal("service 'cvat_server' of the target logs in to store 'database' as user 'pg_monitor', which may not log in on the running server (set 'DB_USER' to one that may)");
        (await RefusedAsync("trust", ("other", null, "cvat_new"))).Should().Equal("service 'cvat_server' of the target works in database 'cvat_new' of store 'database', which the running server does not have (set 'DB_NAME' to the one that it has)");

        Task<IReadOnlyList<string>> RefusedAsync(string? method, params (string User, string? Password, string? Database)[] logins) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).FindRefusedAsync(
            deployed.Server.Container,
            [.. logins.Select(login => new StoreLogin("cvat_server", "database", login.User, login.Password, login.Database, Told))],
            method is null ? null : new ComposeService("cvat_db", "postgres:15-alpine", null, new Dictionary<string, string> { ["POSTGRES_HOST_AUTH_METHOD"] = method }, [], []),
            CancellationToken.None);

        Task<IReadOnlyList<string>> AskAsync(params (string Name, string Value)[] environment) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).FindUnusableAsync(
            deployed.Server.Container,
            new ComposeService("cvat_db", "postgres:15-alpine", null, environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal), [], []),
            CancellationToken.None);
    }

    [Fact]
    public async Task A_password_in_a_file_is_found_and_carries_the_whole_hop()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-secret");
        var file = Path.Combine(folder.FullName, "password");
        await File.WriteAllTextAsync(file, "it's secret\n");
        await using var deployed = await Deployed.StartAsync(
            fixture, Sample.Small, null, "--env", "POSTGRES_PASSWORD_FILE=/run/secrets/password", "--env", "POSTGRES_HOST_AUTH_METHOD=md5", "--volume", $"{file}:/run/secrets/password:ro");
        deployed.TargetEnvironment.Remove("POSTGRES_HOST_AUTH_METHOD");
        deployed.TargetEnvironment["POSTGRES_PASSWORD_FILE"] = "/run/secrets/password";
        deployed.TargetMounts.Add(new ContainerMount("bind", file, "/run/secrets/password", ReadOnly: true));
        var service = (await deployed.Compose.ConfigAsync(default!, default)).Services["cvat_db"];
        var probe = new PostgreSqlProbe(fixture.Engine, TimeProvider.System);
        (await probe.FindUnusableAsync(deployed.Server.Container, service, CancellationToken.None)).Should().BeEmpty();
        var hop = new Hop(fixture, deployed);

        (await hop.PrepareAsync()).Should().BeNull();
        (await hop.DumpAsync()).Should().BeOfType<StepOutcome.Done>();
        (await hop.RestoreAsync()).Should().BeOfType<StepOutcome.Done>();
        (await hop.VerifyAsync()).Should().BeOfType<StepOutcome.Done>();

        deployed.Log.Should().NotContain(line => line.Contains("secret", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }
}
