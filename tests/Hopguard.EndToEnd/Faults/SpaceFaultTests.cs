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
    [Fact]
    public async Task A_disk_that_fills_up_meanwhile_leads_back()
    {
        await using var disk = await SmallDisk.MountAsync(200);
        await Lab.Upgrade().With("state", disk.Folder).KilledAsync("after:stop-services");
        disk.Fill(leave: 2_000_000);

        var result = await Lab.Upgrade().With("state", disk.Folder).RunAsync();

        result.ShouldFailWith("step 'dump-database' failed: Dump of database '", "No space left on device", "Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }
}
