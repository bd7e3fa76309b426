using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Lab;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Servers;
using Npgsql;

namespace Hopguard.Postgres.Tests.Servers;

[Collection(nameof(PostgresCollection))]
public sealed class ReadinessTests(PostgresFixture fixture)
{
    private readonly PostgreSqlProbe _probe = new(fixture.Engine, TimeProvider.System);
    private readonly Progress<StepProgress> _progress = new();

    [Fact]
    public async Task A_first_start_counts_as_ready_only_with_its_second_server()
    {
        var name = await RunAsync("--env", "POSTGRES_HOST_AUTH_METHOD=trust", LabImage.Postgres15.Tag);

        await _probe.WaitUntilReadyAsync(name, TimeSpan.FromMinutes(1), _progress, default);

        (await fixture.Lab.DockerAsync("exec", name, "cat", "/proc/1/comm")).Should().Be("postgres");
        (await _probe.MeasureAsync(name, default)).Should().BeGreaterThan(10_000_000);
        (await _probe.ListClientsAsync(name, default)).Should().BeEmpty();
        await fixture.Lab.DockerAsync("exec", "--detach", name, "sh", "-c", "sleep 600 | psql -U postgres -h $(hostname -i)");
        await fixture.Lab.DockerAsync("exec", "--detach", name, "sh", "-c", "sleep 600 | psql -U postgres");
        IReadOnlyList<StoreClient> clients;
        do
            clients = await _probe.ListClientsAsync(name, default);
        while (clients.Count < 2);

        clients.Select(client => client.Address).Should().BeEquivalentTo([(await fixture.Engine.FindContainerAsync(name, default))!.Addresses.Values.Single(), null]);
        clients.Select(client => client.Session).Should().BeEquivalentTo((await _probe.ListClientsAsync(name, default)).Select(client => client.Session));
        await RemoveAsync(name);
    }

    [Fact]
    public async Task A_server_that_ends_is_told_with_its_log()
    {
        var name = await RunAsync(LabImage.Postgres15.Tag);

        var wait = () => _probe.WaitUntilReadyAsync(name, TimeSpan.FromMinutes(1), _progress, default);

        (await wait.Should().ThrowAsync<HopguardException>()).WithMessage("PostgreSQL of container*ended with exit code 1; its log ends with:*superuser password is not specified*");
        await RemoveAsync(name);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_in_time()
    {
        var name = await RunAsync("--entrypoint", "sleep", LabImage.Postgres15.Tag, "600");

        var wait = () => _probe.WaitUntilReadyAsync(name, TimeSpan.FromSeconds(2), _progress, default);

        (await wait.Should().ThrowAsync<HopguardException>()).WithMessage("*did not answer over TCP within 2.0 s*");
        await RemoveAsync(name);
    }

    [Fact]
    public async Task A_container_without_a_network_is_told()
    {
        var name = await RunAsync("--network", "none", "--env", "POSTGRES_HOST_AUTH_METHOD=trust", LabImage.Postgres15.Tag);

        var measure = () => _probe.MeasureAsync(name, default);

        (await measure.Should().ThrowAsync<HopguardException>()).WithMessage("*has no address on any network");
        await RemoveAsync(name);
    }

    [Fact]
    public async Task A_server_with_too_many_clients_is_asked_again_until_it_has_room()
    {
        var name = await RunAsync("--env", "POSTGRES_HOST_AUTH_METHOD=trust", LabImage.Postgres15.Tag, "postgres", "-c", "max_connections=12");
        await _probe.WaitUntilReadyAsync(name, TimeSpan.FromMinutes(1), _progress, default);
        var endpoint = (await ServerContainer.FindAsync(fixture.Engine, name, "a full server", default)).Endpoint;
        var clients = new List<NpgsqlConnection>();
        while (await TryConnectAsync(endpoint) is { } client)
            clients.Add(client);

        var asked = PinnedSession.OpenAsync(endpoint, CancellationToken.None);
        await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(1)));
        asked.IsCompleted.Should().BeFalse();
        foreach (var client in clients)
            await client.DisposeAsync();

        await using var session = await asked;
        (await session.ScalarAsync<int>("SELECT 1", default)).Should().Be(1);
        await RemoveAsync(name);
    }

    private static async Task<NpgsqlConnection?> TryConnectAsync(PostgreSqlEndpoint endpoint)
    {
        var connection = new NpgsqlConnection(endpoint.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            await connection.DisposeAsync();
            return null;
        }
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var name = $"hopguard-test-{Guid.NewGuid():N}";
        await fixture.Lab.DockerAsync(["run", "--detach", "--name", name, "--label", $"{LabImage.Label}=test", .. arguments]);
        return name;
    }

    private Task RemoveAsync(string name) => fixture.Lab.DockerAsync("rm", "--force", "--volumes", name);
}
