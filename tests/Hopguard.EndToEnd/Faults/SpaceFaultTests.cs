using Hopguard.Lab;

namespace Hopguard.EndToEnd.Faults;

/// <summary>Too little space for the copies, seen beforehand or met on the way.</summary>
public sealed class SpaceFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task Too_little_space_is_seen_before_anything_is_stopped()
    {
        await using var disk = await SmallDisk.MountAsync(8);

        var result = await Lab.Upgrade().With("state", disk.Folder).RunAsync();

        result.ShouldFailWith("Not enough space where copies go", " needed, ", " free", "keep copies elsewhere with --state", "Version 2.2.0 was not stopped and runs, verified");
        await Lab.ShouldBeUntouchedAsync();
    }

    // Archives are taken beside the dump: for them see the tests of the archive itself. Which of two databases that are dumped side by side meets the end of the disk first, nobody knows.
    [LongFact("the disk whose last byte is taken, below")]
    public async Task A_disk_that_fills_up_meanwhile_leads_back()
    {
        await using var disk = await SmallDisk.MountAsync(200);
        await Lab.Upgrade().With("state", disk.Folder).KilledAsync("after:stop-services");
        disk.Fill(leave: 2_000_000);

        var result = await Lab.Upgrade().With("state", disk.Folder).RunAsync();

        result.ShouldFailWith("step 'dump-database' failed: Dump of database '", "No space left on device", "Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }

    // Of the copies there, of what is printed and of the journal: only the room that the journal took before is left.
    [Fact]
    public async Task A_disk_whose_last_byte_is_taken_leads_back_as_well_and_who_is_told_elsewhere_is_told_the_end()
    {
        await using var disk = await SmallDisk.MountAsync(200);
        using var told = new NoticeReceiver().Listen();
        var printed = Path.Combine(disk.Folder, "printed.txt");
        using var upgrade = Lab.Upgrade().WithAll($"state={disk.Folder}/state", $"notify={told.Address}").StartInto(printed);
        while (!File.Exists(printed) || !(await File.ReadAllTextAsync(printed)).Contains("From here CVAT is down", StringComparison.Ordinal))
            await Task.Delay(20);

        HostResult result;
        using (disk.KeepFull())
            result = await upgrade.EndAsync();

        result.ExitCode.Should().Be(1);
        var ended = told.Notices[^1].Body;
        ended.GetProperty("event").GetString().Should().Be("ended");
        ended.GetProperty("text").GetString().Should().Contain("No space left on device");
        ended.GetProperty("run").GetProperty("state").GetString().Should().Be("rolled-back");
        await Lab.ShouldRunAsBeforeAsync();
    }
}
