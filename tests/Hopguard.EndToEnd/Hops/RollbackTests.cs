namespace Hopguard.EndToEnd.Hops;

public sealed class RollbackTests(CvatFixture lab) : CvatTest(lab)
{
    // From every other step: the crash model of the engine, and the kills in every undoing; from a step further up: the copies that were damaged.
    [Fact]
    public async Task From_the_middle_the_version_before_comes_back()
    {
        await Lab.Upgrade().KilledAsync("after:retire-volume");
        (await Lab.Target("RollbackCvat").RunAsync()).ShouldEndWith(0, "rolled back, as asked for");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_failing_step_puts_the_version_before_back_by_itself()
    {
        await using var broken = await BrokenImage.ReplaceAsync(Lab, "cvat/server:v2.3.0");
        (await Lab.Upgrade().With("startup-timeout", "15s").RunAsync()).ShouldFailWith("Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }
}
