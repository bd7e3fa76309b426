namespace Hopguard.EndToEnd.Hops;

public sealed class BackupTests(CvatFixture lab) : CvatTest(lab)
{
    [LongFact("RestoreTests, which begin with a backup, and NotesOutsideTests, where one is killed")]
    public async Task A_backup_is_proved_and_leaves_the_version_running_even_when_it_was_killed()
    {
        await Lab.Target("BackupCvat").KilledAsync("in:dump-database");
        (await Lab.Target("BackupCvat").RunAsync()).ShouldEndWith(0, "copy 'dump' of database (verified)", "copy 'volumes' of media, keys (verified)");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [LongFact("the backup that is killed, and the crash model of the engine")]
    public async Task A_failed_backup_starts_what_it_stopped()
    {
        await Lab.Target("BackupCvat").KilledAsync("after:dump-database");
        File.AppendAllText(Directory.GetFiles(Path.Combine(Lab.NewestRun, "copies", "dump"), "toc.dat", SearchOption.AllDirectories)[0], "x");
        (await Lab.Target("BackupCvat").RunAsync()).ShouldFailWith("Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }
}
