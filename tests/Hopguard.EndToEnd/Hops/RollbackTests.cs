namespace Hopguard.EndToEnd.Hops;

public sealed class RollbackTests(CvatFixture lab) : CvatTest(lab)
{
    // On demand from the middle: ImpatientStartTests, SecondRunTests and the kills in every undoing (KillTests); from every other step: the crash model of the engine.
    [LongFact("the disk whose last byte is taken and the row that is changed by hand, which lead back by themselves, and StartingTests, where an application does not start")]
    public async Task A_failing_step_puts_the_version_before_back_by_itself()
    {
        await using var broken = await BrokenImage.ReplaceAsync(Lab, "cvat/server:v2.3.0");
        (await Lab.Upgrade().With("startup-timeout", "15s").RunAsync()).ShouldFailWith("Version 2.2.0 is running again, verified");
        await Lab.ShouldRunAsBeforeAsync();
    }
}
