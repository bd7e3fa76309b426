namespace Hopguard.EndToEnd.Hops;

/// <summary>The upgrade as its users type it.</summary>
public sealed class UpgradeTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task An_upgrade_keeps_every_row_and_file_and_reports_it_and_is_accepted()
    {
        var summary = Path.GetTempFileName();
        (await Lab.Upgrade().Where("GITHUB_STEP_SUMMARY", summary).RunAsync()).ShouldEndWith(0, "upgraded to 2.3.0 and verified");

        await Lab.ShouldBeUpgradedAsync();
        (await File.ReadAllTextAsync(summary)).Should().Be(await File.ReadAllTextAsync(Path.Combine(Lab.NewestRun, "report.md"))).And.Contain("verify-store");
        File.Delete(summary);
        await AcceptingClosesTheWayBackAndDeletesNothingUntilAskedAsync();
    }

    private async Task AcceptingClosesTheWayBackAndDeletesNothingUntilAskedAsync()
    {
        (await Lab.UpgradeAsync()).ShouldEndWith(0, "until then the way back is open");
        (await Lab.UpgradeAsync("accept=true")).ShouldEndWith(0, "upgraded to 2.3.0 and accepted");
        var refused = await Lab.RollBackAsync();
        refused.ShouldFailWith("was accepted", "Nothing was changed");
        refused.Output.Should().NotContain("Succeeded").And.NotContain("--delete-retired");
        await Lab.ShouldBeUpgradedAsync();

        await Lab.Upgrade().With("delete-retired", "true").KilledAsync("in:delete-retired");
        (await Lab.UpgradeAsync("delete-retired=true")).ShouldEndWith(0, "deleted: 'cvat_cvat_db-retired-");
        (await Lab.MadeAsync("volume")).Should().BeEmpty();
        (await Lab.UpgradeAsync()).ShouldEndWith(0, "nothing to do");
        (await Lab.Cvat.AwaitAsync()).Should().Be("2.3.0");
    }
}
