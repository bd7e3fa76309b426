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

        result.ShouldFailWith("Not enough space where copies go", " needed, ", " free", "keep copies elsewhere with --state", "Version 2.2.0 is running again, verified");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Theory]
    [InlineData("after:stop-services", "Dump of database 'cvat' failed", "No space left on device")]
    [InlineData("after:verify-copy", "No space left on device", "back-up-volumes")]
    public async Task A_disk_that_fills_up_meanwhile_leads_back(string point, params string[] texts)
    {
        await using var disk = await SmallDisk.MountAsync(200);
        await Lab.Upgrade().With("state", disk.Folder).KilledAsync(point);
        disk.Fill(leave: 2_000_000);

        var result = await Lab.Upgrade().With("state", disk.Folder).RunAsync();

        result.ShouldFailWith([.. texts, "Version 2.2.0 is running again, verified"]);
        await Lab.ShouldRunAsBeforeAsync();
    }
}
