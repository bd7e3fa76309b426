namespace Hopguard.EndToEnd.Hops;

/// <summary>The upgrade as its users type it.</summary>
public sealed class UpgradeTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task An_upgrade_keeps_every_row_and_file_and_reports_it()
    {
        var summary = Path.GetTempFileName();
        (await Lab.Upgrade().Where("GITHUB_STEP_SUMMARY", summary).RunAsync()).ShouldEndWith(0, "upgraded to 2.3.0 and verified");

        await Lab.ShouldBeUpgradedAsync();
        (await File.ReadAllTextAsync(summary)).Should().Be(await File.ReadAllTextAsync(Path.Combine(Lab.NewestRun, "report.md"))).And.Contain("verify-store");
    }

    [Fact]
    public async Task Accepting_closes_the_way_back_and_deletes_nothing_until_asked()
    {
        await Lab.ResetToUpgradedAsync();
        (await Lab.UpgradeAsync()).ShouldEndWith(0, "until then the way back is open");
        (await Lab.UpgradeAsync("accept=true")).ShouldEndWith(0, "upgraded to 2.3.0 and accepted");
        (await Lab.RollBackAsync()).ShouldFailWith("was accepted");
        await Lab.ShouldBeUpgradedAsync();

        await Lab.Upgrade().With("delete-retired", "true").KilledAsync("in:delete-retired");
        (await Lab.UpgradeAsync("delete-retired=true")).ShouldEndWith(0, "deleted: 'cvat_cvat_db-retired-");
        (await Lab.MadeAsync("volume")).Should().BeEmpty();
        (await Lab.UpgradeAsync()).ShouldEndWith(0, "nothing to do");
        (await Lab.Cvat.AwaitAsync()).Should().Be("2.3.0");
        Lab.LeaveIn(LabState.Unknown);
    }
}
