using System.Globalization;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Faults;

/// <summary>Somebody writes while nobody may, or after the copy was taken.</summary>
public sealed class ReturnedWriterTests(CvatFixture lab) : CvatTest(lab)
{
    private const string Verified = "Version 2.2.0 is running again, verified";

    [Theory]
    [InlineData("after:dump-database", false)]
    [InlineData("after:restore-database", true)]
    [InlineData("after:verify-copy-2", true)]
    public async Task What_a_writer_wrote_after_the_copy_is_not_lost(string point, bool isGoneAgain)
    {
        await Lab.Upgrade().KilledAsync(point);
        var atTheDump = await CommitsAsync();
        await Lab.Cvat.Engine.DockerAsync("start", "cvat_server");
        await UntilMoreThanAsync(atTheDump);
        if (isGoneAgain)
            await Lab.Cvat.Engine.DockerAsync("stop", "--time", "2", "cvat_server");

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("cvat_server", Verified);
        (await CommitsAsync()).Should().BeGreaterThan(atTheDump);
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_rollback_on_demand_keeps_what_a_writer_wrote_after_the_copy()
    {
        await Lab.Upgrade().KilledAsync("after:verify-copy-2");
        var atTheDump = await CommitsAsync();
        await Lab.Cvat.Engine.DockerAsync("start", "cvat_server");
        await UntilMoreThanAsync(atTheDump);

        var result = await Lab.Target("RollbackCvat").RunAsync();

        result.ShouldEndWith(0);
        (await CommitsAsync()).Should().BeGreaterThan(atTheDump);
        (await Lab.Cvat.Engine.DockerAsync("volume", "ls", "--quiet", "--filter", "label=hopguard.role=abandoned", "--filter", $"label=hopguard.run={Path.GetFileName(Lab.NewestRun)}")).Should().BeEmpty("the files that were written stay where they are");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task Somebody_else_s_connection_to_the_database_stops_the_upgrade()
    {
        await using var intruder = await Intruder.ConnectAsync(Lab.Cvat);

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("Writers are left after the stop", "client of store 'database': root@", "intruder", Verified);
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task Somebody_else_s_container_on_a_volume_stops_the_upgrade()
    {
        await Lab.Cvat.Engine.DockerAsync("run", "--detach", "--name", "lab-stranger", "--volume", "cvat_cvat_data:/data", "hopguard-lab/base", "sleep", "600");

        var result = await Lab.Upgrade().RunAsync();

        await Lab.Cvat.Engine.DockerAsync("rm", "--force", "lab-stranger");
        result.ShouldFailWith("Writers are left after the stop", "container 'lab-stranger' outside the project mounts volume 'cvat_cvat_data'", Verified);
        await Lab.ShouldRunAsBeforeAsync();
    }

    private async Task<long> CommitsAsync() => long.Parse(await Lab.Cvat.SqlAsync("SELECT count(*) FROM engine_jobcommit"), CultureInfo.InvariantCulture);

    private async Task UntilMoreThanAsync(long commits)
    {
        while (await CommitsAsync() <= commits)
            await Task.Delay(TimeSpan.FromMilliseconds(200));
    }
}
