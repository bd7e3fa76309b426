using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Migrations;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Tests.Servers;

/// <summary>An engine that is restarted gives addresses anew: whoever reads at one must not take the server of another container for the one that is meant.</summary>
[Collection(nameof(SecondPostgresCollection))]
public sealed class MovedAddressTests(PostgresFixture fixture)
{
    private const string Apply = "INSERT INTO django_migrations (app, name) VALUES ('engine', '0061_auto'), ('organizations', '0001_initial'), ('webhooks', '0003_alter')";
    private static readonly AwaitMigrations Await = new() { Id = "await-migrations", Service = Name.Of("cvat_server") };

    [Fact]
    public async Task A_server_that_got_the_address_of_another_between_two_questions_is_not_read_in_its_place()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var other = await MigratedAsync();
        await using var swap = await SwapAsync(deployed.Server, other);
        var container = deployed.Server.Container;
        var probe = new PostgreSqlProbe(Forwarding.Of(fixture.Engine, name => name == container ? swap.OnceAsync() : Task.CompletedTask), TimeProvider.System);

        var size = await Remedies.LeadsOutAsync(
            () => probe.MeasureAsync(container, CancellationToken.None),
            $"The server that answers at {swap.Address} is not that of container '{container}', which has another address by now",
            "Run the same command again: it asks the engine anew where the server is",
            () => { });

        size.Should().BePositive();
    }

    [Fact]
    public async Task Migrations_of_another_server_at_the_address_end_no_wait()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var other = await MigratedAsync();
        await using var swap = await SwapAsync(deployed.Server, other);
        await using var service = await ServiceAsync(deployed);
        var container = deployed.Server.Container;

        var waiting = deployed.DoAsync(new AwaitMigrationsHandler(Forwarding.Of(fixture.Engine, name => name == container ? swap.OnceAsync() : Task.CompletedTask), TimeProvider.System), Await);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(3)));
        waiting.IsCompleted.Should().BeFalse("only the other server has them");
        await deployed.Server.SqlAsync(Apply);

        (await waiting).Should().BeOfType<StepOutcome.Done>();
        deployed.Log.Should().Contain(line => line.StartsWith($"migrations could not be asked for: The server that answers at {swap.Address} is not that of store 'database'", StringComparison.Ordinal));
    }

    // Where nothing is put in the store's place, the server that was dumped is the one that migrates.
    [Fact]
    public async Task Migrations_of_another_cluster_than_the_one_that_was_dumped_end_no_wait()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small, TimeSpan.FromSeconds(3));
        await deployed.Server.SqlAsync(Apply);
        await using var service = await ServiceAsync(deployed);
        deployed.BeginStep(deployed.Context.Plan with { Steps = [Hop.Dump, Await] });
        var cluster = await deployed.Server.SqlAsync("SELECT system_identifier FROM pg_control_system()");
        Dumped("1");

        (await AwaitAsync()).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Contain("is not that of store 'database' (cluster 1)");

        Dumped(cluster);
        (await AwaitAsync()).Should().BeOfType<StepOutcome.Done>();

        Task<StepOutcome> AwaitAsync() => deployed.DoAsync(new AwaitMigrationsHandler(fixture.Engine, TimeProvider.System), Await);

        void Dumped(string identifier) => deployed.Context.Evidence.Save(
            Fingerprint.FileName("dump"), new Fingerprint { Server = new ServerIdentity("10.23", 10, identifier), TakenAt = DateTimeOffset.UnixEpoch, Cluster = [], Databases = [] });
    }

    private async Task<LabPostgres> MigratedAsync()
    {
        var server = await LabPostgres.StartPreparedAsync(fixture.Lab, 10);
        await server.SqlAsync(await Sample.ReadAsync(Sample.Small), "postgres");
        await server.SqlAsync(Apply);
        return server;
    }

    private async Task<Swap> SwapAsync(LabPostgres one, LabPostgres other)
    {
        var network = $"hopguard-test-{Guid.NewGuid():N}";
        // A fixed address is given only where the subnet was chosen by hand.
        var subnet = $"10.{Random.Shared.Next(200, 250)}.{Random.Shared.Next(250)}.0/24";
        await fixture.Lab.DockerAsync("network", "create", "--subnet", subnet, "--label", $"{LabImage.Label}=test", network);
        foreach (var server in new[] { one, other })
        {
            await fixture.Lab.DockerAsync("network", "connect", network, server.Container);
            await fixture.Lab.DockerAsync("network", "disconnect", "bridge", server.Container);
        }

        return new Swap(fixture.Lab, network, one.Container, other.Container, await fixture.Lab.DockerAsync("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", one.Container));
    }

    private async Task<Removal> ServiceAsync(Deployed deployed)
    {
        var name = $"{deployed.Project}-server";
        await fixture.Lab.DockerAsync(
            "run", "--detach", "--name", name, "--label", $"{LabImage.Label}=test", "--label", $"com.docker.compose.project={deployed.Project}", "--label", "com.docker.compose.service=cvat_server",
            "--entrypoint", "sh", LabImage.Postgres15.Tag, "-c", "sleep 600");
        return new Removal(fixture.Lab, name);
    }

    private sealed class Removal(LabEngine engine, string container) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await engine.DockerAsync("rm", "--force", "--volumes", container);
    }

    /// <summary>Has two servers change their places on a network, once.</summary>
    private sealed class Swap(LabEngine engine, string network, string one, string other, string address) : IAsyncDisposable
    {
        private bool _isDone;

        public string Address => address;

        public async Task OnceAsync()
        {
            if (_isDone)
                return;

            _isDone = true;
            await engine.DockerAsync("network", "disconnect", network, one);
            await engine.DockerAsync("network", "disconnect", network, other);
            await engine.DockerAsync("network", "connect", "--ip", address, network, other);
            await engine.DockerAsync("network", "connect", network, one);
        }

        public async ValueTask DisposeAsync()
        {
            await engine.DockerAsync("network", "disconnect", "--force", network, one);
            await engine.DockerAsync("network", "disconnect", "--force", network, other);
            await engine.DockerAsync("network", "rm", network);
        }
    }
}
