namespace Hopguard.EndToEnd.Faults;

/// <summary>Somebody starts the deployment by hand in the middle of a run, while its database is put aside: it comes up on an empty one.</summary>
public sealed class ImpatientStartTests(CvatFixture lab) : CvatTest(lab)
{
    private const string Abandoned = "cvat_cvat_db-abandoned-database-retire-volume-";

    // The upgrade that is gone on with rolls back by itself and is killed in the middle of it: so both ways back are walked in one run.
    [Fact]
    public async Task The_version_before_comes_back_with_its_data_and_what_was_begun_is_kept()
    {
        await Lab.Upgrade().KilledAsync("after:retire-volume");
        await ShouldTellAnotherStateFolderWhoseItIsAsync();
        await Lab.Cvat.ComposeAsync("up", "--detach");

        await Lab.Upgrade().KilledAsync("undoing:retire-volume");
        var result = await Lab.Target("RollbackCvat").RunAsync();

        result.ShouldEndWith(0, "that was begun anew in the middle of the run", Abandoned);
        await Lab.ShouldRunAsBeforeAsync();
        (await Lab.MadeAsync("volume")).Should().Contain(Abandoned + Path.GetFileName(Lab.NewestRun));
    }

    // No container of the project is there that could hold a claim, and to start the deployment is the worst that could be told.
    private async Task ShouldTellAnotherStateFolderWhoseItIsAsync()
    {
        var other = Path.Combine(Lab.Cvat.Folder, "other-state");
        foreach (var target in new[] { Lab.Upgrade(), Lab.Target("RollbackCvat"), Lab.Target("BackupCvat") })
        {
            var refused = await target.With("state", other).RunAsync();
            refused.ShouldFailWith("which is not over", $"its state lies in '{Lab.State}'", "Go on with that run", $"--state={Lab.State}", "--target=RollbackCvat");
            refused.Output.Should().NotContain("Start the deployment");
        }
    }
}
