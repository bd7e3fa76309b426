namespace Hopguard.Lab.Tests;

[Collection(nameof(LabCollection))]
public sealed class FaultTests(CvatFixture fixture) : IClassFixture<CvatFixture>
{
    readonly LabDeployment _cvat = fixture.Cvat;

    [Fact]
    public async Task Intruder_keeps_a_connection_while_the_application_is_stopped()
    {
        await _cvat.StopWritersAsync();

        await using (await Intruder.ConnectAsync(_cvat))
            (await ClientsAsync()).Should().Be("1");

        (await ClientsAsync()).Should().Be("0");
    }

    [Fact]
    public async Task Intruder_writes_while_the_application_is_stopped()
    {
        await _cvat.StopWritersAsync();
        await using var intruder = await Intruder.WriteAsync(_cvat);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await _cvat.SqlAsync("SELECT count(*) > 2 FROM engine_jobcommit WHERE data ->> 'by' = 'intruder'") != "t")
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
    }

    [Fact]
    public async Task Small_disk_runs_full()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 2);
        disk.Fill(leave: 100_000);

        var write = () => File.WriteAllBytes(Path.Combine(disk.Folder, "more"), new byte[200_000]);

        write.Should().Throw<IOException>().WithMessage("*No space left on device*");
    }

    [Fact]
    public void Damage_is_done_where_it_is_asked_for()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "one\ntwo\nthree");

        DamagedFile.FlipBit(file, place: 0);
        DamagedFile.MangleLineEnds(file);
        DamagedFile.Truncate(file, -2);

        File.ReadAllText(file).Should().Be("\u007fne\r\ntwo\r\nthr");
        File.Delete(file);
    }

    Task<string> ClientsAsync() => _cvat.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
}
