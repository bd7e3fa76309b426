using Hopguard.Engine.Ports;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Tests.Servers;

/// <summary>What the target's service says of user, password and database, held against the server that runs.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class TargetCredentialsTests(PostgresFixture fixture)
{
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
        (await AskAsync(("POSTGRES_USER", "root"), ("POSTGRES_PASSWORD_FILE", "/run/secrets/p"))).Should().ContainSingle().Which.Should().Contain("'POSTGRES_PASSWORD_FILE' from a file");

        Task<IReadOnlyList<string>> AskAsync(params (string Name, string Value)[] environment) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).FindUnusableAsync(
            deployed.Server.Container,
            new ComposeService("cvat_db", "postgres:15-alpine", null, environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal), [], []),
            CancellationToken.None);
    }
}
