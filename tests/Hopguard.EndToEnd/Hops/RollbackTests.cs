namespace Hopguard.EndToEnd.Hops;

public sealed class RollbackTests(CvatFixture lab) : CvatTest(lab)
{
    [Theory]
    [InlineData("stop-services")]
    [InlineData("restore-database")]
    [InlineData("compose-down")]
    [InlineData("switch-source")]
    [InlineData("retire-volume")]
    [InlineData("verify-version")]
    public async Task From_any_step_the_version_before_comes_back(string step)
    {
        await Lab.Upgrade().KilledAsync($"after:{step}");
        (await Lab.Target("RollbackCvat").RunAsync()).ShouldEndWith(0, "rolled back, as asked for");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_rollback_killed_at_every_point_is_finished_by_the_same_command()
    {
        (await Lab.Upgrade().RunAsync()).ExitCode.Should().Be(0);
        foreach (var step in Hop.Steps.Reverse())
        {
            await Lab.Target("RollbackCvat").KilledAsync($"undoing:{step}");
            await Lab.Target("RollbackCvat").KilledAsync($"undone:{step}");
        }

        (await Lab.Target("RollbackCvat").RunAsync()).ExitCode.Should().Be(0);
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_failing_step_puts_the_version_before_back_by_itself()
    {
        await using var broken = await BrokenImage.ReplaceAsync(Lab, "cvat/server:v2.3.0");
        (await Lab.Upgrade().With("patience", "15s").RunAsync()).ShouldFailWith("Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }
}
