namespace Hopguard.EndToEnd;

/// <summary>The upgrade as its users type it.</summary>
public sealed class UpgradeTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task An_upgrade_keeps_every_row_and_file()
    {
        var result = await Lab.UpgradeAsync();

        result.ShouldEndWith(0);
        await Lab.ShouldBeUpgradedAsync();
    }
}
