using Hopguard.Lab;

namespace Hopguard.EndToEnd.Faults;

/// <summary>Copies that are damaged between the step that took them and the one that relies on them.</summary>
public sealed class DamagedCopyTests(CvatFixture lab) : CvatTest(lab)
{
    private static readonly Dictionary<string, Action<string>> Damages = new(StringComparer.Ordinal)
    {
        ["of copy 'dump' has"] = file => DamagedFile.Truncate(file, -100),
        ["does not have its recorded SHA-256"] = file => DamagedFile.FlipBit(file),
        ["has 0 bytes instead of"] = file => DamagedFile.Truncate(file, 0),
        ["bytes instead of"] = DamagedFile.MangleLineEnds,
        ["is gone"] = File.Delete,
    };

    [Fact]
    public async Task Whatever_damages_a_dump_it_is_not_restored()
    {
        await Lab.Upgrade().KilledAsync("after:dump-database");
        var file = LargestFileOf("dump");
        var whole = await File.ReadAllBytesAsync(file);
        foreach (var (fact, damage) in Damages)
        {
            await File.WriteAllBytesAsync(file, whole);
            damage(file);
            (await Lab.Upgrade().With("rollback", "manual").RunAsync())
                .ShouldFailWith("Copy 'dump' is damaged", Path.GetFileName(file), fact, "Nothing was rolled back", "--target=RollbackCvat");
        }

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("Copy 'dump' is damaged", "Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_dump_that_is_damaged_after_it_was_verified_does_not_cover_the_volume()
    {
        await Lab.Upgrade().KilledAsync("after:switch-source");
        DamagedFile.FlipBit(LargestFileOf("dump"));

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("Copy 'dump' is damaged", "Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_damaged_archive_of_volumes_is_found_and_leaves_the_volumes_alone()
    {
        await Lab.Upgrade().KilledAsync("after:back-up-volumes");
        var file = LargestFileOf("volumes");
        DamagedFile.FlipBit(file);

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("Copy 'volumes' is damaged", "Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Theory]
    [InlineData("UPDATE engine_label SET color = '#c0ffee' WHERE id = (SELECT min(id) FROM engine_label)", "engine_label")]
    [InlineData("SELECT nextval('engine_task_id_seq')", "engine_task_id_seq")]
    public async Task A_trial_that_differs_from_the_database_is_not_promoted(string change, string named)
    {
        await Lab.Upgrade().KilledAsync("after:restore-database");
        var trial = await Lab.Cvat.Engine.DockerAsync("ps", "--filter", "label=hopguard.role=trial", "--format", "{{.Names}}");
        await Lab.Cvat.Engine.DockerAsync("exec", trial, "psql", "--username=root", "--dbname=cvat", "--command", change);

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("is not what copy 'dump' was taken from", named, "Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }

    private string LargestFileOf(string copy) =>
        new DirectoryInfo(Path.Combine(Lab.NewestRun, "copies", copy)).EnumerateFiles("*", SearchOption.AllDirectories).MaxBy(file => file.Length)!.FullName;
}
