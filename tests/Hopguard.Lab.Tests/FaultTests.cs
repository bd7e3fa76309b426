namespace Hopguard.Lab.Tests;

public sealed class FaultTests
{
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
}
