using Hopguard.Lab;

namespace Hopguard.EndToEnd.Faults;

/// <summary>Copies that are damaged between the step that took them and the one that relies on them.</summary>
public sealed class DamagedCopyTests(CvatFixture lab) : CvatTest(lab)
{
    [LongFact("VolumeStepTests.Store_without_a_verified_whole_and_fresh_copy_is_not_retired, on a real engine")]
    public async Task A_dump_that_is_damaged_after_it_was_verified_does_not_cover_the_volume()
    {
        await Lab.Upgrade().KilledAsync("after:switch-source");
        (await Lab.StatusAsync()).ShouldEndWith(3, "CVAT is down since ");
        DamagedFile.FlipBit(LargestFileOf("dump"));

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("Copy 'dump' is damaged", "Version 2.2.0 is running again, verified", "; copy 'dump' of database is damaged, as was found ", "before the next attempt: Check the disk that the copies lie on", "store 'database' itself holds its data");
        (await Lab.StatusAsync()).ShouldEndWith(0, "copy 'dump' of database (damaged)", "copy 'volumes' of media, keys (verified)");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [LongFact("PromotedTrialTests, on a real server")]
    public async Task A_trial_that_differs_from_the_database_is_not_promoted()
    {
        await Lab.Upgrade().KilledAsync("after:restore-database");
        var trial = (await Lab.MadeAsync("container", "hopguard.role=trial")).Single();
        await Lab.Cvat.Engine.DockerAsync("exec", trial, "psql", "--username=root", "--dbname=cvat", "--command", "SELECT nextval('engine_task_id_seq')");

        var result = await Lab.Upgrade().RunAsync();

        result.ShouldFailWith("is not what copy 'dump' was taken from", "engine_task_id_seq", "Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }

    private string LargestFileOf(string copy) =>
        new DirectoryInfo(Path.Combine(Lab.NewestRun, "copies", copy)).EnumerateFiles("*", SearchOption.AllDirectories).MaxBy(file => file.Length)!.FullName;
}
