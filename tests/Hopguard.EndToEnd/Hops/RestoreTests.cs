namespace Hopguard.EndToEnd.Hops;

public sealed class RestoreTests(CvatFixture lab) : CvatTest(lab)
{
    private const string Harm = "DELETE FROM engine_labeledshapeattributeval WHERE id % 3 = 0; UPDATE auth_user SET email = 'harmed@lab.test'; CREATE TABLE harm (id int)";

    [Fact]
    public async Task A_backup_comes_back_onto_an_empty_engine_from_where_it_was_copied_to()
    {
        var (backup, whole) = (await BackUpAsync(), Lab.Before);

        await LoseAsync();
        (await Restore(backup).RunAsync()).ShouldEndWith(0, "is done and verified");
        await ShouldHoldAsync(whole);
        (await Restore(backup).WithAll("accept", "delete-retired").RunAsync()).ShouldEndWith(0, "is done and accepted");
        await ShouldHoldAsync(whole);
        (await Lab.MadeAsync("volume")).Should().BeEmpty();
    }

    [LongFact("the empty engine, above, and the volumes, folders and dumps that come back in the tests of their steps")]
    public async Task A_backup_comes_back_into_a_harmed_deployment_and_what_was_harmed_comes_back_by_a_rollback()
    {
        var (backup, whole) = (await BackUpAsync(), Lab.Before);
        await Lab.Cvat.SqlAsync(Harm);
        await Lab.Cvat.Engine.DockerAsync("exec", "--user", "root", "cvat_server", "sh", "-c", "cd /home/django/data && find . -type f | sort | head -n 5 | xargs rm -- && echo changed > harm.txt && echo changed > /home/django/keys/harm.txt");
        var harmed = await Holdings.OfAsync(Lab.Cvat);
        harmed.Census.Should().NotEqual(whole.Census);

        (await Restore(backup).RunAsync()).ShouldEndWith(0, "is done and verified", "to accept:", "to roll back:");
        await ShouldHoldAsync(whole);
        (await Lab.RollBackAsync()).ShouldEndWith(0, "rolled back, as asked for");
        var returned = await Holdings.OfAsync(Lab.Cvat);
        returned.Census.Should().Equal(harmed.Census);
        returned.Files.Should().Equal(harmed.Files);
        returned.SystemIdentifier.Should().Be(harmed.SystemIdentifier);
    }

    private async Task<string> BackUpAsync()
    {
        (await Lab.Target("BackupCvat").RunAsync()).ShouldEndWith(0, "verified and complete", "--target=RestoreCvat", "--backup=" + Lab.NewestRun);
        return Moved(Lab.NewestRun);
    }

    private Typed Restore(string backup) => Lab.Target("RestoreCvat").With("backup", backup);

    // Another disk: nothing that the backup says of paths is true there.
    private string Moved(string run)
    {
        var place = Path.Combine(Lab.Cvat.Folder, "another disk");
        Directory.CreateDirectory(place);
        Directory.Move(run, Path.Combine(place, "backup"));
        return Path.Combine(place, "backup");
    }

    private async Task ShouldHoldAsync(Holdings whole)
    {
        (await Lab.Cvat.AwaitAsync()).Should().Be("2.2.0");
        var now = await Holdings.OfAsync(Lab.Cvat);
        now.Census.Should().Equal(whole.Census);
        now.FilesToTheSecond.Should().Equal(whole.FilesToTheSecond);
        now.Commits.Should().StartWith(whole.Commits);
        (await Lab.MadeAsync("container")).Should().BeEmpty();
    }

    private async Task LoseAsync()
    {
        var engine = Lab.Cvat.Engine;
        await RemoveAsync("container", "com.docker.compose.project=cvat", "ls", "--all");
        await RemoveAsync("volume", "com.docker.compose.project=cvat", "ls");
        await RemoveAsync("volume", "hopguard.project=cvat", "ls");
        await RemoveAsync("network", "com.docker.compose.project=cvat", "ls");
    }

    private async Task RemoveAsync(string kind, string label, params string[] list)
    {
        var engine = Lab.Cvat.Engine;
        var found = (await engine.DockerAsync([kind, .. list, "--quiet", "--filter", $"label={label}"])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (found.Length > 0)
            await engine.DockerAsync([kind, "rm", .. kind == "network" ? Array.Empty<string>() : ["--force"], .. found]);
    }
}
