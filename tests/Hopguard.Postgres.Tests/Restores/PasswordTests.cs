using Hopguard.Engine.Steps;

namespace Hopguard.Postgres.Tests.Restores;

/// <summary>A deployment with a password, whose MD5 hash the new server would refuse.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class PasswordTests(PostgresFixture fixture)
{
    [Fact]
    public async Task A_password_of_the_old_server_still_opens_the_new_one()
    {
        await using var deployed = await Deployed.StartAsync(fixture, null, null, "--env", "POSTGRES_HOST_AUTH_METHOD=md5", "--env", "POSTGRES_PASSWORD=it's \"secret\"");
        await deployed.Server.SqlAsync("CREATE TABLE t AS SELECT 1 AS a");
        deployed.TargetEnvironment.Remove("POSTGRES_HOST_AUTH_METHOD");
        deployed.TargetEnvironment["POSTGRES_PASSWORD"] = "it's \"secret\"";
        var hop = new Hop(fixture, deployed);

        await hop.DumpAsync();
        await hop.RestoreAsync();
        var outcome = await hop.VerifyAsync();

        outcome.Should().BeOfType<StepOutcome.Done>();
        deployed.Log.Should().Equal("root has an MD5 password: the new server accepts MD5 as well as SCRAM passwords, until they are set again");
        var inspected = await fixture.Lab.DockerAsync("inspect", "--format", "{{json .Config.Cmd}}", deployed.Trial.Container);
        inspected.Should().StartWith("[\"postgres\",\"-c\",").And.Contain("autovacuum=off").And.NotContain("secret");
    }
}
