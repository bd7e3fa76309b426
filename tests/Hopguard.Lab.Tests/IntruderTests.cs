namespace Hopguard.Lab.Tests;

[Collection(nameof(LabCollection))]
public sealed class IntruderTests(CvatFixture fixture) : IClassFixture<CvatFixture>
{
    readonly LabDeployment _cvat = fixture.Cvat;

    [LongFact("ReturnedWriterTests of the end-to-end tests, which must meet it")]
    public async Task Intruder_keeps_a_connection_while_the_application_is_stopped()
    {
        await _cvat.StopWritersAsync();

        await using (await Intruder.ConnectAsync(_cvat))
            (await ClientsAsync()).Should().Be("1");

        (await ClientsAsync()).Should().Be("0");
    }

    [LongFact("ReturnedWriterTests of the end-to-end tests, which must meet it")]
    public async Task Intruder_writes_while_the_application_is_stopped()
    {
        await _cvat.StopWritersAsync();
        await using var intruder = await Intruder.WriteAsync(_cvat);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await _cvat.SqlAsync("SELECT count(*) > 2 FROM engine_jobcommit WHERE data ->> 'by' = 'intruder'") != "t")
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
    }

    Task<string> ClientsAsync() => _cvat.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
}
